#!/usr/bin/env bash
# Builds the peers that can be had (the studies that lie beside the project, OpenCV's
# inpainting) and runs the bench among them; G'MIC is looked for by the bench itself.
# Usage: bench.sh BENCH PROGRAM PEERS [SUBJECT]...      ROUNDS=3 for calmer figures
set -u
bench=$1 program=$2 peers=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# A copy of a study, built; prints the program.
build_study() { # NAME SOURCE BUILD-COMMAND...
    local place=$folder/study-$1
    [ -d "$2" ] || return 1
    mkdir -p "$place/out" && cp "$2"/* "$place/" || return 1
    (cd "$place" && "${@:3}") >/dev/null 2>&1 || return 1
    find "$place" -maxdepth 1 -type f -perm -u+x ! -name '*.sh' | head -n 1
}

# A canvas's study becomes a program without arguments.
for canvas in glass-city floating-mountains blood-moon-ocean; do
    study=$(build_study "$canvas" "$peers/concept/$canvas/study" sh mk.sh) || continue
    [ -n "$study" ] || continue
    printf '#!/bin/sh\ncd "%s" && exec "%s" -w 1920 -h 1080 -s 7 -j 2 -o out/study.png\n' \
        "${study%/*}" "$study" >"$folder/$canvas"
    chmod +x "$folder/$canvas"
done
study=$(build_study wound "$peers/concept/wound/study-passes" make) && [ -n "$study" ] &&
    ln -s "$study" "$folder/wound"
if pkg-config --exists opencv4 2>/dev/null; then
    # shellcheck disable=SC2046
    c++ -O2 -o "$folder/opencv-inpaint" "$here/opencv_inpaint.cpp" \
        $(pkg-config --cflags opencv4) -lopencv_core -lopencv_imgcodecs -lopencv_photo
fi
# as the program does by itself: threads that wait by spinning would count as work
export OMP_WAIT_POLICY=passive
cd "$folder" && "$bench" "$program" "${ROUNDS:-2}" "$@"
