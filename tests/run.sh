#!/usr/bin/env bash
# Installs what testing needs, builds, and runs every test: all suites on the plain
# build; unit, golden and fuzz tests under the address and undefined-behaviour
# sanitizers, which also measures coverage; a few under valgrind. Takes some minutes.
# Exit status 0 when all pass.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
. tests/packages.sh

install_packages "${build_packages[@]}" check pngcheck || exit 1
# what these check is skipped where they cannot be had
for package in valgrind gcovr clang-format shellcheck jq; do
    install_packages "$package" || echo "without $package" >&2
done

status=0
step() {
    printf '\n== %s\n' "$1"
    shift
    "$@" || { status=1; echo "-- failed: $*" >&2; }
}

build() { # FOLDER [MESON OPTION]...
    if [ -f "$1/build.ninja" ]; then
        ninja -C "$1" -k 0
    else
        meson setup "$@" >/dev/null && ninja -C "$1"
    fi >"$1.log" 2>&1 || { tail -n 30 "$1.log"; return 1; }
}

suites() { # FOLDER SUITE...   (no-SUITE leaves one out)
    local folder=$1 chosen=()
    shift
    for suite in "$@"; do
        case $suite in
        no-*) chosen+=(--no-suite "${suite#no-}") ;;
        *) chosen+=(--suite "$suite") ;;
        esac
    done
    meson test -C "$folder" --no-rebuild --print-errorlogs "${chosen[@]}"
}

measure_coverage() {
    gcovr --root . --filter src/ --exclude-throw-branches build-sanitized \
        >build-sanitized/coverage.txt 2>/dev/null
    grep TOTAL build-sanitized/coverage.txt |
        awk '{print "lines of src/ that unit, golden and fuzz tests reach: " $4}'
}

rm -f build*/meson-logs/testlog*
step 'build' build build
step 'all suites' suites build unit law golden cli fuzz stats

step 'build with sanitizers' build build-sanitized -Db_sanitize=address,undefined \
    -Db_coverage=true -Db_lundef=false -Doptimization=1
step 'suites under sanitizers' suites build-sanitized unit golden fuzz \
    no-long
if command -v gcovr >/dev/null; then
    step 'coverage' measure_coverage
fi

if command -v valgrind >/dev/null; then
    step 'a few under valgrind' meson test -C build --no-rebuild --print-errorlogs \
        --setup valgrind chance text param palette timeline work reader name range png
fi

printf '\n%s\n' "$([ "$status" -eq 0 ] && echo 'all tests pass' || echo 'some tests fail')"
exit "$status"
