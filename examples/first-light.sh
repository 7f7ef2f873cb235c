#!/usr/bin/env bash
# From a fresh checkout to pictures: installs what is needed (Debian packages), builds,
# and renders every canvas whole, broken and mended from one seed, and a contact sheet.
# Usage: first-light.sh [WIDTHxHEIGHT [SEED]]    (960x540, "first light")
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/packages.sh
size=${1:-960x540}
seed=${2:-first light}

install_packages "${build_packages[@]}"
[ -f build/build.ninja ] || meson setup build >/dev/null
ninja -C build src/craquelure >build.log || { tail -n 30 build.log >&2; exit 1; }

craquelure=build/src/craquelure
mkdir -p first-light
for canvas in glass-city floating-mountains blood-moon-ocean; do
    for act in whole fracture mending scarred; do
        "$craquelure" render "$canvas" --quiet --seed "$seed" --act "$act" --size "$size" \
            -o "first-light/$canvas-$act.png"
    done
done
width=$((${size%x*} / 3)) height=$((${size#*x} / 3))
"$craquelure" sheet glass-city --quiet --seeds 0..8 --columns 3 --quality draft \
    --size "$((width > 0 ? width : 1))x$((height > 0 ? height : 1))" \
    -o first-light/seeds.png
echo "the pictures are in $PWD/first-light" >&2
