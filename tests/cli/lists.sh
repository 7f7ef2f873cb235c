#!/usr/bin/env bash
# Lists, sheets and graphs: what programs and people read.
. "$(dirname "$0")/tap.sh"

run describe
check 'describe names every canvas' bash -c 'for c in glass-city floating-mountains \
    blood-moon-ocean; do grep -q "^$c" <<<"$0" || exit 1; done' "$out"
run describe --json
printf '%s' "$out" >all.json
if command -v jq >/dev/null; then
    check 'describe --json is JSON' jq -e . all.json
else
    skip 'describe --json is JSON' 'no jq'
fi
for name in canvases layers params palettes roles wound; do
    run describe "$name"
    check "describe $name has something to say" test "$status" -eq 0 -a -n "$out"
done
run describe film.exposure
check 'one number is described' equal "$status:$(wc -l <<<"$out")" 0:2
run describe exposure
refused 2 "did you mean 'film.exposure'" 'a number without its layer is found'
run palette list
check 'palettes are listed' grep -q ember <<<"$out"
run palette show ember
check 'a palette shows its roles' grep -q zenith <<<"$out"
run palette check ember
check 'a good palette is good' equal "$status" 0
printf 'GIMP Palette\n0 0 300\tnight\n' >bad.gpl
run palette check bad.gpl
check 'a bad one is not' equal "$status" 3
run palette mix ember opal --share 0.3 -o dusk.gpl
check 'two palettes are mixed' equal "$status:$out" 0:dusk.gpl
run palette tweak dusk.gpl --chroma 0.8 --role gold=#c9a227
printf '%s\n' "$out" >wall.gpl
check 'and tweaked, one role to the letter' grep -q '^201 162  39.gold$' wall.gpl
run palette check wall.gpl
check 'what comes of it serves every canvas' equal "$status" 0
run palette tweak ember --role gild=#c9a227
refused 2 "did you mean 'gold'" 'an unknown role is refused, the nearest named'
run palette tweak ember --chroma nan
refused 2 "0..3" 'and an amount that is no number'
run palette show ember --chroma 2
refused 2 "no such option" 'and what a verb would not heed'
run sheet glass-city --seeds 0..3 --size 32x18 --quality draft -o sheet.png
check 'a sheet is made' equal "$status:$out" '0:sheet.png'
check 'it is whole' pngcheck -q sheet.png
mkdir folder
run sheet glass-city --seeds 0..1 --size 32x18 --quality draft -o folder
check 'into a folder it goes under its own name' equal "$out" folder/glass-city-sheet.png
run wound export glass-city --seed 7 -o folder
check 'and so does a wound' equal "$out" folder/glass-city-7-wound.json
run wound export glass-city --seed 7 -o wound.json
check 'a wound is exported' equal "$status:$out" '0:wound.json'
run wound export glass-city --seed 7 --size 64x36 -o again.json
check 'the same wound at another size' same_files wound.json again.json
run wound export glass-city --seed 7 -o wound.svg
check 'a wound can be seen as SVG' grep -q '<svg' wound.svg
run wound export glass-city --seed 7 --size 64x36 --mask cracks -o mask.png
check 'and as a mask' pngcheck -q mask.png
run info sheet.png
check 'a sheet is no single work, and is told so' [ "$status" -ne 1 ]
run render glass-city --seed 7 "${tiny[@]}" -o a.png
run info a.png --json
printf '%s' "$out" >info.json
if command -v jq >/dev/null; then
    check 'info --json is JSON' jq -e . info.json
else
    skip 'info --json is JSON' 'no jq'
fi
finish
