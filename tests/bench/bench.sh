#!/usr/bin/env bash
# Builds the studies that lie beside the project, if any, and runs the bench against
# them. Usage: bench.sh BENCH PROGRAM PEERS
set -u
bench=$1 program=$2 peers=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
found=()
for canvas in glass-city floating-mountains blood-moon-ocean; do
    study=$peers/concept/$canvas/study
    [ -f "$study/mk.sh" ] || continue
    mkdir -p "$folder/$canvas/out"
    cp "$study"/* "$folder/$canvas/"
    (cd "$folder/$canvas" && sh mk.sh) >/dev/null 2>&1 || continue
    binary=$(find "$folder/$canvas" -maxdepth 1 -type f -perm -u+x ! -name '*.sh' | head -n 1)
    [ -n "$binary" ] || continue
    printf '#!/bin/sh\ncd "%s" && exec "%s" -w 1920 -h 1080 -s 7 -j 2 -o out/study.png\n' \
        "$folder/$canvas" "$binary" >"$folder/$canvas.sh"
    chmod +x "$folder/$canvas.sh"
    found+=("$canvas=$folder/$canvas.sh")
done
cd "$folder" && "$bench" "$program" "${found[@]}"
