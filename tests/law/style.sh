#!/usr/bin/env bash
# The house style as a law: who includes whom, who prints, how long files are, what the
# README names. Speaks TAP. Usage: style.sh SOURCE_FOLDER LIBRARY.a PROGRAM
library=$(realpath "$2") program=$(realpath "$3")
cd "$1" || exit 1
shopt -s lastpipe # so that `none` counts in this shell
count=0
failures=0

# Passes when the complaints, one a line on standard input, are none.
none() { # SENTENCE
    local found
    found=$(head -n 8)
    count=$((count + 1))
    if [ -z "$found" ]; then
        echo "ok $count - $1"
    else
        failures=$((failures + 1))
        echo "not ok $count - $1"
        sed 's/^/# /' <<<"$found"
    fi
}

skip() {
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}

# base <- form <- colour <- sheet <- model <- wound <- {paint | fracture | mend} <- stage
# <- cli; a folder may include itself and what is lower.
grep -rn '^#include "' src --include='*.[ch]' | awk -F'[/:"]' '
    BEGIN {
        split("base form colour sheet model wound", low, " ")
        for (i in low) rank[low[i]] = i
        rank["paint"] = rank["fracture"] = rank["mend"] = 7
        rank["stage"] = 8
        rank["cli"] = 9
    }
    {
        own = $2
        match($0, /#include "[^"]*"/)
        path = substr($0, RSTART + 10, RLENGTH - 11)
        split(path, part, "/")
        other = part[1]
        if (other == "craquelure" && own == "stage") next
        if (!(other in rank)) print $0 ": is not written from src/"
        else if (other == own) next
        else if (rank[other] >= rank[own]) print $0 ": looks upwards or sideways"
    }' | none 'folders include downwards only'

grep -rn '^#include "\.\|^#include "[^/"]*"$' src --include='*.[ch]' |
    none 'includes are written from src/'

grep -rln '<cairo\.h>' src | grep -v '^src/sheet/\|^src/paint/\|^src/fracture/\|^src/mend/' |
    none 'only sheets, painters, breakers and menders know cairo'
grep -rln '<png\.h>' src | grep -v '^src/sheet/png' | none 'only sheet/png knows libpng'
grep -rln '<yaml\.h>' src | grep -v '^src/model/yaml' | none 'only model/yaml knows libyaml'
grep -rln 'Random123' src --include='*.[ch]' | grep -v '^src/base/chance' |
    none 'only base/chance knows Random123'

grep -rnwE '(printf|puts|putchar|perror|exit|_exit|abort|g_print|g_printerr|g_message|g_warning|g_error|fputs|stderr)' \
    src --include='*.c' | grep -v '^src/cli/' | grep -vE '^[^:]*:[0-9]+: *(/?\*|//)' |
    grep -v 'sheet/png.c:.*longjmp' | none 'only the program prints or exits'

grep -rnwE '(sinf|cosf|tanf|expf|exp2f|logf|log2f|log10f|powf|atan2f|atanf|asinf|acosf|cbrtf|sin|cos|tan|exp|exp2|log|log2|pow|atan2|atan|asin|acos|cbrt|hypot|hypotf|tanhf?|fmaf?) ?\(' \
    src --include='*.[ch]' | grep -vE '^[^:]*:[0-9]+: *(/?\*|//)' |
    grep -v '^src/cli/' | awk -F: '{ line = $0; sub(/^[^:]*:[0-9]+:/, "", line); sub(/\/\*.*/, "", line)
        if (line ~ /(^|[^a-z_0-9>.])(sinf|cosf|tanf|expf|exp2f|logf|log2f|log10f|powf|atan2f|atanf|asinf|acosf|cbrtf|sin|cos|tan|exp|exp2|log|log2|pow|atan2|atan|asin|acos|cbrt|hypot|hypotf|tanhf?|fmaf?) ?\(/) print }' |
    none 'no function of libm whose bits differ between machines'

grep -rnwE '(rand|srand|random|drand48|time|clock|gettimeofday|g_random_[a-z_]*)\(' src \
    --include='*.c' | grep -v '^src/cli/' | none 'no clock and no running generator'

# What a function can write lies in .data or .bss; constants with addresses do not.
if objdump -t "$library" 2>/dev/null | grep -q '__asan_\|__gcov_\|__sanitizer_cov'; then
    skip 'the library has no writable globals' 'instrumented build'
elif command -v objdump >/dev/null; then
    objdump -t "$library" |
        awk '/ O (\.data|\.bss|\.data\.rel|\.data\.rel\.local|\*COM\*)[ \t]/ { print $NF }' |
        none 'the library has no writable globals'
else
    skip 'the library has no writable globals' 'no objdump'
fi

find src include tests examples -name '*.[ch]' -o -name '*.sh' | xargs wc -l |
    awk '$2 != "total" && $1 > 400 { print $2 ": " $1 " lines" }' |
    none 'no file has over 400 lines'
grep -rnE '.{89}' src include tests examples --include='*.[ch]' | cut -c1-80 |
    none 'no line has over 88 columns'
awk 'FNR == 1 { start = 0 }
    /^[a-zA-Z].*[({,]$/ && !/^(static )?(const )?struct [a-z_]+ \{|;$|=/ { if (!start) { start = FNR; name = $0 } }
    /^}/ { if (start && FNR - start > 75) print FILENAME ":" start ": " FNR - start " lines"; start = 0 }
    ' $(find src -name '*.c') | none 'no function has over 70 lines'
grep -rnwE 'TODO|FIXME|XXX|HACK' src include tests examples --include='*.[ch]' |
    none 'nothing is left open in a comment'
grep -rnE '(^|[;{}),]) *//' src include tests examples --include='*.[ch]' |
    none 'no code is commented out'

if command -v clang-format >/dev/null; then
    find src include tests examples -name '*.[ch]' -print0 |
        xargs -0 clang-format --dry-run 2>&1 | grep 'warning:' | cut -d: -f1 | sort -u |
        none 'clang-format has nothing to say'
else
    skip 'clang-format has nothing to say' 'clang-format is absent'
fi

if command -v shellcheck >/dev/null; then
    find tests examples .ci -name '*.sh' -o -path .ci/run |
        xargs shellcheck -S error -s bash 2>&1 | none 'shellcheck finds no error'
else
    skip 'shellcheck finds no error' 'shellcheck is absent'
fi

if [ -f README.md ]; then
    { "$program" describe canvases | awk '{ print $1 }'
      "$program" -h | awk '/^Commands/ { on = 1; next } /^$/ { on = 0 } on { print $1 }'
      ls palettes | sed 's/\.gpl$//'
      find src -mindepth 1 -maxdepth 1 -type d -printf '%f/\n'; } |
        while read -r word; do
            grep -q -- "$word" README.md || echo "README.md does not name '$word'"
        done | none 'the README names every canvas, command, palette and folder'
    wc -l <README.md | awk '$1 > 150 { print "it has " $1 " lines" }' |
        none 'the README has no more than 150 lines'
else
    echo 'README.md is missing' | none 'there is a README'
fi
echo "1..$count"
exit $((failures > 0))
