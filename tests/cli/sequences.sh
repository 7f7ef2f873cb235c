#!/usr/bin/env bash
# Sequences: frames alone and together, interruption, resuming, verifying.
. "$(dirname "$0")/tap.sh"
ocean=(blood-moon-ocean --seed 7 --size 32x18 --quality draft)
frames() { run frames "${ocean[@]}" --frames "$@"; }

frames 0..5 -o 'a/####.png'
[ "$status" -eq 4 ] && mkdir -p a && frames 0..5 -o 'a/####.png'
check 'frames are made' equal "$status" 0
check 'standard output lists what was written' equal "$(grep -c '\.png$' <<<"$out")" 6
check 'and nothing else' equal "$(grep -vc '\.png$' <<<"$out")" 0
check 'five digits at least' test -f a/00000.png -a -f a/00005.png
frames 1..-1..7 --shard 2/3 --duration 10s --jobs 2 --dry-run
check 'a rehearsal tells how many there will be' \
    equal "$err" 'craquelure: 14 of 300 frames, 2 at once'
mkdir -p b
frames 3 -o 'b/####.png'
check 'a frame alone is the frame of the sequence' same_files a/00003.png b/00003.png
check 'into a folder go frames by their numbers' \
    equal "$(frames 3 -o b; echo "$out")" b/00003.png
check 'a name without a folder is told without one' \
    equal "$(cd b || exit; frames 3 -o '####.png'; echo "$out")" 00003.png
frames 0..5 --jobs 3 -o 'b/####.png'
check 'three at once are the same' same_files a/00004.png b/00004.png
mkdir -p c
frames 0..5 --shard 1/2 -o 'c/####.png'
frames 0..5 --shard 2/2 -o 'c/####.png'
check 'two machines make the same' bash -c 'for f in a/*.png; do cmp $f c/${f#a/}; done'

run verify a
check 'whole sequences verify' equal "$status" 0
cp a/00002.png kept.png
rm a/00002.png
run verify a
check 'a missing frame is found' equal "$status" 5
frames 0..5 --resume -o 'a/####.png'
check 'resuming makes what is missing' same_files a/00002.png kept.png
check 'and only that' equal "$(grep -c png <<<"$out")" 1
head -c 500 kept.png >a/00001.png
run verify a
check 'a frame that is cut off is found' equal "$status" 5
check 'and named once' equal "$out" \
    'a/00001.png: it is no whole PNG: it ends too early'
frames 0..5 --resume -o 'a/####.png'
run verify a --spot 50%
check 'resuming mends it, and a sample renders the same' equal "$status" 0
run frames "${ocean[@]}" --set film.exposure=1 --frames 4 -o 'other-####.png'
cp other-00004.png a/00004.png
run verify a
check 'a frame of another work is found' equal "$status" 5

frames 0..5 --set film.exposure=2 --resume -o 'a/####.png'
check 'resuming with another work keeps none of its frames' equal "$(wc -l <<<"$out")" 6
run verify a
check 'and the folder is of one work again' equal "$status" 0

# enough frames that a signal finds some unmade
many=(frames "${ocean[@]}" --size 96x54 --frames 0..899 --jobs 2 --quiet)
mkdir -p k
"$craquelure" "${many[@]}" -o 'k/####.png' >.out 2>.err &
child=$!
# two jobs: the first frame need not be the first that is done
for _ in $(seq 100); do [ -f k/00000.png ] && [ -f k/00001.png ] && break; sleep 0.1; done
kill -9 "$child"
wait "$child" 2>/dev/null
check 'after kill -9 every frame that is there is whole' bash -c 'pngcheck -q k/0*.png'
made=$(ls k/*.png | wc -l)
check 'and some are not there' test "$made" -lt 900 -a "$made" -gt 0
cp k/00000.png first.png
touch -d '2001-01-01' k/00000.png
touch k/.00001.png.aBc123 k/.manifest.json.aBc123 k/.other.png.aBc123
# the last that was begun is the second of those unmade, at most
begun=$((made + 1))
run frames "${ocean[@]}" --size 96x54 --frames "0..$begun" --resume -o 'k/####.png'
check 'resuming goes on' equal "$status" 0
check 'and sweeps what was half written, nothing else' \
    equal "$(ls -A k | grep '^\.')" .other.png.aBc123
check 'and keeps what was whole' test "$(date -r k/00000.png +%Y)" -eq 2001

interrupt() { # FOLDER SIGNAL TIMES
    mkdir -p "$1"
    "$craquelure" "${many[@]}" -o "$1/####.png" >.out 2>.err &
    child=$!
    for _ in $(seq 100); do [ -f "$1/00001.png" ] && break; sleep 0.1; done
    for _ in $(seq "$3"); do kill -"$2" "$child" 2>/dev/null; sleep 0.05; done
    wait "$child"
    status=$?
}
interrupt i INT 1
check 'the first Ctrl-C ends with status 130' equal "$status" 130
check 'and tells how to go on' grep -q -- '--resume' .err
check 'every frame is whole then' bash -c 'pngcheck -q i/0*.png'
check 'no hidden file is left' bash -c '! ls -A i | grep -q "^\.0"'
interrupt j INT 2
check 'so does the second' equal "$status" 130
check 'and leaves no hidden file' bash -c '! ls -A j | grep -q "^\.0"'
interrupt t TERM 1
check 'a polite end has status 143' equal "$status" 143

mkdir s
"$craquelure" sheet glass-city --size 960x540 --progress json -o s/sheet.png \
    >.out 2>.err &
child=$!
sleep 0.5
kill -INT "$child"
wait "$child"
check 'a sheet is interrupted with status 130' equal "$?" 130
check 'and with a last event' grep -q '"event": "end", "status": 130' .err
check 'and leaves nothing' only s
"$craquelure" render glass-city --seed 7 --size 3840x2160 -o s/still.png >.out 2>.err &
child=$!
sleep 0.5
kill -INT "$child"
wait "$child"
check 'a still is interrupted with status 130' equal "$?" 130
check 'and leaves nothing' only s

mkdir o
frames 0..1 --quiet -o 'o/####.png'
echo '{' >o/manifest.json
mkfifo o/pipe.png
run verify o
check 'a pipe is not waited for, nor frames blamed for a broken manifest' equal "$out" \
    $'o/manifest.json:2:1: did not find expected node content\no/pipe.png: it is no file'
rm o/manifest.json o/pipe.png o/00001.png
run verify o
check 'one picture is no pictures' equal "${err% (*}" \
    'craquelure: 1 picture, all there, whole and of one work'

mkdir -p n/00001.png
frames 0..2 -o 'n/####.png'
check 'where one frame cannot be written the status is 6' equal "$status" 6
check 'it is told which' grep -q "'n/00001.png'" .err
check 'and the others are made' pngcheck -q n/00000.png n/00002.png
finish
