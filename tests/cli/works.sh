#!/usr/bin/env bash
# Work files: what is wrong in them is told by file, line and column.
examples=$(cd "$(dirname "$0")/../../examples" && pwd)
. "$(dirname "$0")/tap.sh"

work() { printf "$1" >work.yaml; } # the text, with its escapes

bad() { # TEXT PLACE WORDS SENTENCE
    work "$1"
    run render work.yaml "${tiny[@]}" -o never.png
    refused 3 "$2" "$4"
    check "$4: and says what" grep -q -- "$3" .err
}

bad 'craquelure: 1\ncanvas: glass-cty\n' 'work.yaml:2:9:' 'glass-city' \
    'an unknown canvas'
bad 'craquelure: 1\ncanvas: glass-city\nlayers:\n  tower: {}\n' 'work.yaml:4:3:' 'towers' \
    'an unknown layer'
bad 'craquelure: 1\ncanvas: glass-city\ntowers: {}\n' 'work.yaml:3:1:' \
    "under 'layers' belongs 'towers'" 'a layer in a place of its own'
bad 'craquelure: 1\ncanvas: glass-city\nfilm: {exposur: 1}\n' 'work.yaml:3:8:' 'exposure' \
    'an unknown parameter'
bad 'craquelure: 1\ncanvas: glass-city\nfilm: {exposure: 99}\n' 'work.yaml:3:18:' '8..8' \
    'a number out of range'
bad 'craquelure: 1\ncanvas: glass-city\nfilm: {exposure: .nan}\n' 'work.yaml:3:18:' \
    'nan' 'not-a-number'
bad 'craquelure: 1\ncanvas: glass-city\ncolour: 1\n' 'work.yaml:3:1:' 'colour' \
    'an unknown key'
bad 'craquelure: 1\ncanvas: glass-city\nfilm:\n\texposure: 1\n' 'work.yaml:4:' '' \
    'a tab'
bad 'craquelure: 1\ncanvas: glass-city\nseed: 1\nseed: 2\n' 'work.yaml:4:1:' 'seed' \
    'a key given twice'
bad 'craquelure: 2\ncanvas: glass-city\n' 'work.yaml:1:' '2' 'another format'
bad 'canvas: [glass-city\n' 'work.yaml:' '' 'a bracket left open'
bad '\x89PNG\r\n\x1a\n\x00\x01' 'work.yaml:' '' 'what is no YAML'
bad '' 'work.yaml:' '' 'an empty file'
bad 'just words\n' 'work.yaml:1:1:' '' 'words alone'
bad 'a: &x [1,1]\nb: &y [*x,*x]\nc: &z [*y,*y]\nd: [*z,*z]\n' 'work.yaml:1:' '' \
    'a bomb of aliases'

{ printf 'canvas: '; head -c 10000 /dev/zero | tr '\0' '['; } >work.yaml
run render work.yaml "${tiny[@]}" -o never.png
refused 3 'work.yaml:1:' 'nesting of ten thousand is refused'
head -c 3000000 /dev/zero | tr '\0' '#' >work.yaml
run render work.yaml "${tiny[@]}" -o never.png
refused 7 'work.yaml' 'a file of megabytes is over the limit'
run render nowhere.yaml "${tiny[@]}" -o never.png
check 'a work that is not there is refused' [ "$status" -eq 4 -o "$status" -eq 2 ]
check 'nothing was written' only . .err .check work.yaml

printf 'GIMP Palette\nName: Poor\n1 2 3\tnight\n' >poor.gpl
work 'craquelure: 1\ncanvas: glass-city\nseed: 1\npalette: poor.gpl\n'
run render work.yaml "${tiny[@]}" -o never.png
refused 3 'lacks the role' 'a palette that lacks a role is refused'
printf 'GIMP Palette\n1 2 3\tnigth\n' >poor.gpl
run render glass-city --palette ./poor.gpl "${tiny[@]}" -o never.png
refused 3 "poor.gpl:2:" 'a bad palette is told by line'
run render glass-city --palette ./missing.gpl "${tiny[@]}" -o never.png
refused 4 'missing.gpl' 'a palette file that is not there is named'

run render glass-city --palette /dev/zero "${tiny[@]}" -o never.png
refused 7 "'/dev/zero' is longer" 'an endless palette is over the limit'
run palette check .
refused 2 "no palette is called '.'" 'a folder is no palette'
run palette check ./
refused 4 "cannot read './': Is a directory" 'nor is its path'
printf 'GIMP Palette\n1 2 3\n' >poor.gpl
run palette check poor.gpl
refused 3 'describe roles' 'a colour without a role is told where roles are'
mkdir palettes
{ printf '\xef\xbb\xbf'; sed 's/$/\r/' "$examples/../palettes/ember.gpl"; } >palettes/marked.gpl
cp poor.gpl palettes/broken.gpl
run palette check palettes/marked.gpl
check 'a palette may begin with a byte order mark' equal "$status" 0
CRAQUELURE_PALETTES=$PWD/palettes run palette list
check 'a broken palette hides no other' \
    equal "$status:$(grep -c '^marked\|^opal' <<<"$out")" 3:2
run render blood-moon-ocean --seed 7 --graph . "${tiny[@]}" -o never.png
refused 4 "'.': it is no plain file" 'a folder is no graph'
run render blood-moon-ocean --seed 7 --graph nowhere.json "${tiny[@]}" -o never.png
refused 4 "'nowhere.json': No such file" 'a graph that is not there is told with its cause'

work 'craquelure: 1\ncanvas: blood-moon-ocean\nseed: 7\nfilm: {exposure: 0.5}\n'
run render work.yaml "${tiny[@]}" -o from-file.png
check 'a good work renders' equal "$status:$out" '0:from-file.png'
run render - "${tiny[@]}" -o from-input.png <work.yaml
check 'the same from standard input' same_files from-file.png from-input.png
run render blood-moon-ocean --seed 7 --set film.exposure=0.5 "${tiny[@]}" -o flags.png
check 'the same from flags' same_files from-file.png flags.png
run render work.yaml --set film.exposure=0 "${tiny[@]}" -o over.png
run render blood-moon-ocean --seed 7 "${tiny[@]}" -o plain.png
check 'flags go before the file' same_files over.png plain.png
check 'and another number is another picture' bash -c '! cmp -s plain.png flags.png'
run render work.yaml --dry-run "${tiny[@]}"
printf '%s\n' "$out" >resolved.yaml
run render resolved.yaml -o resolved.png
check 'what --dry-run prints is the same work' same_files from-file.png resolved.png

for example in "$examples"/*.yaml; do
    run render "$example" --dry-run
    check "the example ${example##*/} resolves" equal "$status" 0
done
finish
