# A mended work is broken again; its history is told, and repeated to the byte.
source "$(dirname "$0")/tap.sh"

run render blood-moon-ocean --seed 7 "${tiny[@]}" --act mending --t 1 -o healed.png
run again healed.png --seed second --palette ember
check 'it is named after the blow too' equal "$status:$out" \
    '0:blood-moon-ocean-7-again-second-fracture-ember.png'
mv "$out" second.png
run info second.png
check 'the act is fracture unless asked' grep -q 'instant  fracture' <<<"$out"
check 'what it healed from is told' grep -q 'healed   "7", style dutch' <<<"$out"
check 'and the present wound' grep -q 'broken   "second"' <<<"$out"
run again second.png --seed third --act scarred \
    --set mending.metal=silver -o third.png
run info third.png
check 'a third blow keeps both' equal "$(grep -c '^healed' <<<"$out")" 2
check 'each with its own metal' equal "$(grep -o 'metal [a-z]*' <<<"$out" | tr '\n' ' ')" \
    'metal gold metal gold metal silver '
run render --from third.png --threads 3 -o same.png
check 'from its receipt it is made again, the same to the byte' same_files third.png same.png
run again third.png --seed 4 --dry-run
printf '%s\n' "$out" >work.yaml
run again third.png --seed 4 -o picture.png
run render work.yaml --act fracture -o work.png
check 'its history is a work file as well' same_files picture.png work.png
run again healed.png --seed 9 -j 1 -o one.png
run again healed.png --seed 9 -j 3 -o three.png
check 'any number of threads breaks it alike' same_files one.png three.png
run again glass-city
refused 2 'only what was painted can be broken again' 'a canvas without a seed is refused'
run again
refused 2 'which canvas or work' 'nothing to break is refused'
run wound export blood-moon-ocean --seed 7 --size 32x18 -o graph.json
run render blood-moon-ocean --seed 7 "${tiny[@]}" --graph graph.json -o graph.png
run again graph.png --seed 8
refused 2 'leaves no scars' 'a wound from a file is refused'
for blow in 5 6 7 8 9 10 11 12 13; do
    "$craquelure" again work.yaml --seed $blow --dry-run >next.yaml && mv next.yaml work.yaml
done
run again work.yaml --seed 14 --dry-run
refused 7 'a canvas bears 12 healed wounds at most' 'a thirteenth scar is refused'
finish
