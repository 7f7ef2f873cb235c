#!/bin/sh
# One sequence on several machines that share a folder: start this on machine 1 to N.
# Usage: cluster.sh WORK FOLDER MACHINE MACHINES
# On Slurm: sbatch --array=1-8 --wrap 'sh cluster.sh work.yaml show $SLURM_ARRAY_TASK_ID 8'
set -eu
work=$1 folder=$2 machine=$3 machines=$4
mkdir -p "$folder"
# --resume makes it safe to start again after a power cut
craquelure frames "$work" --shard "$machine/$machines" --resume --progress lines \
    -o "$folder/####.png"
# when all machines are done: craquelure verify "$folder" --spot 1%
