#!/usr/bin/env bash
# Standard output is data or names of files; messages and progress go to standard
# error; streams that are closed, full or broken are told and spoil nothing.
. "$(dirname "$0")/tap.sh"
ocean=(blood-moon-ocean --seed 7 --size 32x18 --quality draft)
mkdir show

run frames "${ocean[@]}" --frames 0..2 --progress json -o 'show/####.png'
printf '%s\n' "$err" >events
check 'progress as JSON: an object a line' bash -c '! grep -vq "^{.*}$" events'
if command -v jq >/dev/null; then
    check 'each of them is JSON' jq -e . events
else
    skip 'each of them is JSON' 'no jq'
fi
check 'the last tells the end' bash -c 'tail -n 1 events | grep -q "\"end\", \"status\": 0"'
check 'and it alone' equal "$(grep -c '"event": "end"' events)" 1
check 'names of files on standard output meanwhile' equal "$out" \
    $'show/00000.png\nshow/00001.png\nshow/00002.png'
run frames "${ocean[@]}" --frames 900000 --progress json -o 'show/####.png'
check 'a failure is told as JSON too' bash -c 'grep -q "^{.*\"status\": 2" <<<"$0"' "$err"
run frames blood-moon-ocean --size 8x8 --quality draft --frames 0 --progress json \
    -o 'show/####.png'
check 'so is the seed that was drawn' grep -q '^{"event": "message", "message": "seed ' .err
check 'and nothing is told otherwise' equal "$(grep -vc '^{.*}$' .err)" 0
run frames "${ocean[@]}" --frames 0..1 --quiet -o 'show/####.png'
check 'quiet says nothing' equal "$status:$err" 0:
run render "${ocean[@]}" --timings -o timed.png
check 'timings are messages' equal "$out" timed.png
check 'of which each step has one' equal "$(awk '{ print $2 }' .err | sort | uniq -d)" ''

spins() { OMP_DISPLAY_ENV=verbose "$craquelure" --version 2>&1 | grep GOMP_SPINCOUNT; }
check 'idle threads sleep instead of spinning' equal "$(spins | tail -n 1)" \
    "  GOMP_SPINCOUNT = '0'"
check 'unless asked otherwise' equal "$(GOMP_SPINCOUNT=7 spins)" "  GOMP_SPINCOUNT = '7'"

fails() { # SENTENCE, COMMAND with its redirections
    eval "$2" 2>.err
    local ended=$?
    check "$1" equal "$ended:$(grep -c 'standard output' .err)" 4:1
}
program=$craquelure
fails 'a full standard output is told by lists' '"$program" palette list >/dev/full'
fails 'by works' '"$program" render "${ocean[@]}" --dry-run >/dev/full'
fails 'by graphs' '"$program" wound export "${ocean[@]}" -o - >/dev/full'
fails 'by stills' '"$program" render "${ocean[@]}" -o still.png >/dev/full'
check 'whose picture is whole all the same' pngcheck -q still.png
rm show/*
fails 'a closed one by frames' \
    '"$program" frames "${ocean[@]}" --frames 0..3 --quiet -o "show/####.png" >&-'
check 'which are whole all the same: no name landed in them' pngcheck -q show/0*.png
fails 'a broken pipe by a picture' \
    '(trap "" PIPE; "$program" render "${ocean[@]}" --size 320x180 -o -; exit $?) | true
     (exit "${PIPESTATUS[0]}")'
if command -v script >/dev/null; then
    on_terminal() { script -qec "$program $* -o -" /dev/null </dev/null | tr -d '\r'; }
    for words in 'render glass-city' 'sheet glass-city' \
        'wound export glass-city --mask cracks'; do
        check "a terminal is shown no PNG by ${words%% *}" \
            grep -q 'a terminal shows no PNG' <<<"$(on_terminal "$words --seed 7")"
    done
else
    skip 'a terminal is shown no PNG' 'no script'
fi
finish
