#!/bin/sh
# A wall of screens, one seed each, all in step: every screen loops its own folder.
# Usage: wall.sh WORK FOLDER SEED...
set -eu
work=$1 folder=$2
shift 2
for seed in "$@"; do
    mkdir -p "$folder/$seed"
    craquelure frames "$work" --seed "$seed" --resume -o "$folder/$seed/####.png"
    craquelure verify "$folder/$seed"
done
