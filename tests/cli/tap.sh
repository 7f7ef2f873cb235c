# Sourced by tests of the program: real processes, told as TAP.
#
#     run render glass-cty            runs craquelure; keeps $status, $out and $err
#     refused 2 "did you mean" "an unknown canvas is refused"
#     check "a sentence" COMMAND...   passes when the command succeeds
#     skip "a sentence" "why"
#     finish                          last line of each file
#
# Each file works in a folder of its own that is removed at the end.

craquelure=${CRAQUELURE:?the program to test}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
count=0
failures=0
tiny=(--size 32x18 --quality draft)

tell() { # ok|not ok, SENTENCE
    count=$((count + 1))
    echo "$1 $count - $2"
    [ "$1" = ok ] || failures=$((failures + 1))
}

run() {
    out=$("$craquelure" "$@" 2>"$folder/.err")
    status=$?
    err=$(<"$folder/.err")
}

# The last run ended with STATUS, said WORDS in one line on standard error, and nothing
# on standard output.
refused() { # STATUS WORDS SENTENCE
    local last=${err##*$'\n'}
    if [ "$status" -eq "$1" ] && [ -z "$out" ] && [[ $last == *"$2"* ]]; then
        tell ok "$3"
    else
        tell 'not ok' "$3"
        echo "# wanted status $1 and '$2'; got status $status and: $last"
    fi
}

check() { # SENTENCE COMMAND...
    local sentence=$1
    shift
    if "$@" >"$folder/.check" 2>&1; then
        tell ok "$sentence"
    else
        tell 'not ok' "$sentence"
        { echo "failed: $*"; head -n 5 "$folder/.check"; } | sed 's/^/# /'
    fi
}

skip() { # SENTENCE REASON
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}

equal() { [ "$1" = "$2" ] || { echo "'$1' is not '$2'"; false; }; }
same_files() { cmp "$1" "$2"; }

# No file in FOLDER but those named.
only() { # FOLDER NAME...
    local in=$1
    shift
    equal "$(ls -A "$in" | sort)" "$([ $# -eq 0 ] || printf '%s\n' "$@" | sort)"
}

finish() {
    echo "1..$count"
    exit $((failures > 0))
}
