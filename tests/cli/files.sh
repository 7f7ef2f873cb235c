#!/usr/bin/env bash
# A file under its final name is whole; what cannot be written is told and leaves
# nothing behind.
. "$(dirname "$0")/tap.sh"
ocean=(blood-moon-ocean --seed 7 --quality draft)

run render "${ocean[@]}" --size 32x18 -o nowhere/a.png
refused 4 'nowhere' 'a folder that is not there is named'
touch file
run render "${ocean[@]}" --size 32x18 -o file/a.png
refused 4 'file' 'a file is no folder'
mkdir folder
run render "${ocean[@]}" --size 32x18 -o folder
check 'into a folder goes a picture under its own name' \
    equal "$status:$out" '0:folder/blood-moon-ocean-7.png'
rm -r folder
check 'nothing was left' only . .err .check file

# a limit on file sizes fails in the middle of writing, as a full disk does
(ulimit -f 8; trap '' XFSZ; "$craquelure" render "${ocean[@]}" --size 320x180 --bits 16 \
    -o cut.png 2>.err)
check 'a picture that cannot be finished is a failure of writing' equal "$?" 4
check 'and no part of it is left' only . .err .check file

mkdir small
if mount -t tmpfs -o size=64k tmpfs small 2>/dev/null; then
    run render "${ocean[@]}" --size 320x180 --bits 16 -o small/a.png
    refused 4 'No space' 'a full disk is told'
    check 'and nothing is left on it' only small
    run frames "${ocean[@]}" --size 320x180 --frames 0..1 -o 'small/####.png'
    check 'frames on a full disk fail truly' [ "$status" -eq 4 -o "$status" -eq 6 ]
    check 'and leave no picture' bash -c '! ls small/*.png small/.*.png* 2>/dev/null'
    rm -f small/manifest.json
    run sheet blood-moon-ocean --quality draft --seeds 0..1 --size 320x180 --quiet -o small/sheet.png
    refused 4 'No space' 'so is it by a contact sheet'
    run wound export "${ocean[@]}" -o small/wound.json
    refused 4 "'small/wound.json': No space" 'and by a graph'
    run wound export "${ocean[@]}" --size 1920x1080 --mask shards -o small/mask.png
    refused 4 'No space' 'and by a mask'
    check 'and none of them leaves a thing' only small
    umount small
    mount -t tmpfs -o ro tmpfs small
    run render "${ocean[@]}" --size 32x18 -o small/a.png
    refused 4 'small' 'a read-only folder is told'
    umount small
else
    skip 'a full disk is told' 'cannot mount here'
    skip 'so is it by sheets, graphs and masks' 'cannot mount here'
    skip 'a read-only folder is told' 'cannot mount here'
fi
scarce() { # KIBIBYTES ARGUMENT...
    (ulimit -v "$1"; shift; "$craquelure" "$@" >.out 2>.err)
}
scarce 700000 sheet -j 1 blood-moon-ocean --quality draft --seeds 0..3 --size 9000x9000 -o s.png
check 'a sheet for which memory lacks is over a limit' equal "$?" 7
scarce 300000 wound export -j 1 "${ocean[@]}" --mask cracks --size 20000x20000 -o m.png
check 'so is a mask' equal "$?" 7
"$craquelure" render "${ocean[@]}" --size 32x18 -o - >/dev/full 2>.err
check 'standard output that is full is told' equal "$?" 4

run render "${ocean[@]}" --size 32x18 -o plain.png
"$craquelure" render "${ocean[@]}" --size 32x18 -o - >piped.png 2>.err
check 'standard output gets the same bytes' same_files plain.png piped.png
check 'they are a whole picture' pngcheck -q plain.png
run render "${ocean[@]}" --size 32x18 -o again.png
check 'two runs give equal files' same_files plain.png again.png
run render "${ocean[@]}" --size 32x18 --threads 3 -o threads.png
check 'three threads give equal files' same_files plain.png threads.png
run render "${ocean[@]}" --size 32x18
check 'a still is named after canvas and seed' equal "$status:$out" '0:blood-moon-ocean-7.png'
run render "${ocean[@]}" --size 32x18 --act mending --palette ember
check 'and after act and palette when asked' equal "$out" \
    'blood-moon-ocean-7-mending-ember.png'
run render blood-moon-ocean --size 32x18 --quality draft -o drawn.png
check 'a drawn seed is told' grep -q 'seed' .err
run info again.png
check 'a picture tells its seed' grep -q '7' <<<"$out"
run render --from plain.png -o copy.png
check 'a picture is made again from itself' same_files plain.png copy.png
run render --from drawn.png -o drawn-again.png
check 'even when its seed was drawn' same_files drawn.png drawn-again.png
run render --from file -o never.png
check 'what is no picture has no receipt' [ "$status" -eq 3 -o "$status" -eq 4 ]
head -c 600 plain.png >cut.png
run info cut.png
refused 4 "'cut.png': it is no whole PNG: it ends too early" 'so is one that is cut off'
run info .
refused 4 "'.': Is a directory" 'a folder is no picture'
run info - <plain.png
check 'a picture may come from standard input' equal "$status:${out%%$'\n'*}" '0:file     -'
run render --from - -o copy.png <plain.png
check 'and be made again' same_files plain.png copy.png
finish
