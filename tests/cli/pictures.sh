#!/usr/bin/env bash
# Every canvas in every act: the smallest picture, the widest, and each made again from
# itself; what a file carries.
. "$(dirname "$0")/tap.sh"

acts=(whole fracture void mending scarred)
for canvas in glass-city floating-mountains blood-moon-ocean; do
    for act in "${acts[@]}"; do
        few=("$canvas" --seed 7 --quality draft --act "$act")
        run render "${few[@]}" --size 1x1 -o one.png
        check "$canvas, $act: one pixel is a picture" equal "$status:$out" '0:one.png'
        run render "${few[@]}" --size 32x18 -o a.png
        run render --from a.png -o b.png
        check "$canvas, $act: made again from itself, the same bytes" same_files a.png b.png
        check "$canvas, $act: both are whole" pngcheck -q one.png a.png
    done
done
run render glass-city --seed 7 --quality draft --act fracture --size 40000x10 -o wide.png
check 'wider than cairo can: a broken city' equal "$status:$out" '0:wide.png'
run render floating-mountains --seed 7 --quality draft --act mending --size 10x40000 -o high.png
check 'higher than cairo can: mending mountains' equal "$status:$out" '0:high.png'
check 'both are whole' pngcheck -q wide.png high.png

ocean=(blood-moon-ocean --seed 7 --quality draft)
chunks() { pngcheck -v "$1" >chunks.txt; }
run render "${ocean[@]}" --paper 12x8mm --bleed 1mm --dpi 100 --bits 16 -o print.png
chunks print.png
check 'paper, bleed and dpi decide the size' grep -q '55 x 39 image, 48-bit RGB' chunks.txt
check 'the file says how large it prints' grep -q 'chunk pHYs.*(100 dpi)' chunks.txt
check 'it says which colours it means' grep -q 'chunk sRGB' chunks.txt
check 'it carries its receipt' grep -q 'chunk iTXt.*keyword: craquelure' chunks.txt
check 'and no date' bash -c '! grep -q "chunk tIME" chunks.txt'
for paper in 1x2in 25.4mmx5.08cm; do
    run render "${ocean[@]}" --paper $paper --dpi 20 --dry-run
    check "a paper of $paper" grep -q '^size: 20x40$' <<<"$out"
done
run render "${ocean[@]}" --paper a7-Portrait --dpi 20 --dry-run
check 'letter case does not matter' grep -q '^size: 58x83$' <<<"$out"
run render --from print.png -o twin.png
check 'sixteen bits are made again from themselves' same_files print.png twin.png
export SOURCE_DATE_EPOCH=86400
run render "${ocean[@]}" --paper 12x8mm --bleed 1mm --dpi 100 --bits 16 -o dated.png
check 'no clock and no epoch changes a byte' same_files print.png dated.png
finish
