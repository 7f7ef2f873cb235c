#!/usr/bin/env bash
# What is asked wrongly is refused with a true status and one clear sentence.
. "$(dirname "$0")/tap.sh"

run render glas-city "${tiny[@]}"
refused 2 "did you mean 'glass-city'" "an unknown canvas is refused, the nearest named"
run render ocean "${tiny[@]}"
refused 2 "did you mean 'blood-moon-ocean'" "a part of a name is understood"
run render somewhere "${tiny[@]}"
refused 2 "describe canvases" "where there is no nearest it is told where to look"
run rendr glass-city
refused 2 "did you mean 'render'" "an unknown command is refused, the nearest named"
run render glass-city --sise 4x4
refused 2 "--size" "an unknown option is refused, the nearest named"
run render glass-city -z "${tiny[@]}"
refused 2 "no option '-z'" "so is an unknown letter"
run wound export glass-city --seed 7 --dry-run -o wound.json
refused 2 "--dry-run" "what a command would not heed is no option of it"
run wound export glass-city --seed 7 --format svg -o wound.json
refused 2 "'wound.json' does not end in .svg" "two formats at once are refused"
run render glass-city --seed "" "${tiny[@]}"
refused 2 "a seed is" "a seed of nothing is refused"
run render glass-city --seed 1 "${tiny[@]}" -o '{sead}.png'
refused 2 "did you mean '{seed}'" "an unknown token is refused, the nearest named"
run render glass-city --seed 1 "${tiny[@]}" -o "$(printf '%250s' '' | tr ' ' a).png"
refused 4 "247 bytes" "a name too long is refused before anything is rendered"
run render glass-city --paper A2 --size 4x4
refused 2 "exclude" "a paper and a size are refused"
run render glass-city --t 0.5 --moment 0.2 "${tiny[@]}"
refused 2 "exclude" "a t and a moment are refused"
run frames glass-city --seed 1 --shard 3/2 --frames 0..1 -o '####.png' "${tiny[@]}"
refused 2 "I in 1..N" "a third of two shards is refused"
run render glass-city --set tower.height=1 "${tiny[@]}"
refused 2 "towers" "an unknown layer is refused, the nearest named"
run render glass-city --set film.exposur=1 "${tiny[@]}"
refused 2 "exposure" "an unknown parameter is refused, the nearest named"
run render glass-city --set exposure=1 "${tiny[@]}"
refused 2 "did you mean 'film.exposure'" "a parameter without its layer is found"
run render glass-city -o 'show-####.png' "${tiny[@]}"
refused 2 "a still has no frame for '####'" "a still takes no number of a frame"
run sheet glass-city --seeds 0..2x "${tiny[@]}" -o sheet.png
refused 2 "is no range" "a range with a slip in it is no seed"
run sheet glass-city --seed 1 --seeds 2,3 "${tiny[@]}" -o sheet.png
refused 2 "exclude" "one seed and many are refused"
run sheet glass-city --bits 16 "${tiny[@]}" -o sheet.png
refused 2 "8 bits" "what a sheet would not heed is refused"
run describe params exposur
refused 2 "nothing is called 'exposur'" "nor is an unknown number described"
run render glass-city --set film.exposure=9 "${tiny[@]}"
refused 2 "'exposure' must lie in -8..8 stops, not 9" "a range is spelled out"
run render glass-city --set film.exposure=nan "${tiny[@]}"
refused 2 "-8..8" "not-a-number is out of range"
run render glass-city --set film.exposure=bright "${tiny[@]}"
refused 2 "'bright'" "words are no numbers"
run render glass-city --set film "${tiny[@]}"
refused 2 "film" "a setting without a value is refused"
run render glass-city --act fracturing "${tiny[@]}"
refused 2 "fracture" "an unknown act is refused"
run render glass-city --act fracture --t 2 "${tiny[@]}"
refused 2 "0..1" "a t beyond the act is refused"
run render glass-city --t nan "${tiny[@]}"
refused 2 "0..1" "a t that is no number is refused"
run render glass-city --bits 12 "${tiny[@]}"
refused 2 "16" "bits are 8 or 16"
run render glass-city --palette embre "${tiny[@]}"
refused 2 "did you mean 'ember'" "an unknown palette is refused, the nearest named"
run render glass-city --size 0x0
refused 2 "1x1" "no pixels are refused"
run render glass-city --size -4x4
refused 2 "" "negative sizes are refused"
run render glass-city --size 40by30
refused 2 "40by30" "sizes of another form are refused"
run render glass-city --size 1000000x1000000
refused 7 "limit" "a million by a million is over the limit"
run render glass-city --size 99999999999999999999x2
check "sizes beyond counting are refused" [ "$status" -eq 2 -o "$status" -eq 7 ]
run render
refused 2 "" "render needs a work"
run render glass-city ocean "${tiny[@]}"
refused 2 "" "render takes one work"
run frames glass-city --frames 0..1 -o still.png "${tiny[@]}"
refused 2 "" "frames without a token in their name are refused"
run frames glass-city --frames 0 -o - "${tiny[@]}"
refused 2 "frames are files" "frames are not poured into one stream"
run frames glass-city --moment 0.5 -o '####.png' "${tiny[@]}"
refused 2 "plays all moments" "a sequence has no one moment"
run frames glass-city --t 0.5 -o '####.png' "${tiny[@]}"
refused 2 "needs '--act'" "nor a t without an act"
run frames glass-city --duration 600000s --seed 1 -o '####.png' "${tiny[@]}"
refused 7 "18000000 frames" "a sequence beyond counting is over the limit"
run wound export glass-city --seed 7 --mask cracks -o wound.json
refused 2 "a mask is a PNG" "a mask is no JSON"
run wound export glass-city --seed 7 --mask cracks --bits 16 -o wound.png
refused 2 "a mask has 8 a pixel" "a mask has no depth to choose"
run wound export glass-city --seed 7 --bits 16 -o wound.json
refused 2 "a graph has none" "nor has a graph"
run frames glass-city --frames 5..x -o '####.png' "${tiny[@]}"
refused 2 "'x'" "nonsense for a range is refused"
run render glass-city -o picture.jpg "${tiny[@]}"
refused 2 ".png" "formats other than PNG are refused"
run describe nothing-at-all
refused 2 "nothing-at-all" "describe knows what there is"
check "nothing was written by what was refused" only . .err .check

run render -h
check "help is no failure" equal "$status" 0
check "help goes to standard output" [ -n "$out" ]
for command in render frames verify sheet palette describe info wound; do
    run "$command" --help
    check "$command tells how it is used" test "$status" -eq 0 -a -n "$out"
done
run --version
check "the program tells its version" equal "$status" 0

run render blood-moon-ocean --seed 7 --quality draft --size 40000x10 -o wide.png
check "forty thousand by ten is a picture" equal "$status:$out" "0:wide.png"
check "it is whole" pngcheck -q wide.png
finish
