#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Which lines of the tree's files the counters of an executor stand for:
#
#   lines.sh EXECUTOR
#
# prints for each line that has code, and each counter that counts when it runs: the counter's
# number, the file below the tree, the line's function and its number, tabs between. A counter
# stands for what follows its address up to the next one's, or to the end of its function.
set -eu

executor=$1
export LC_ALL=C

# Addresses at which a line begins.
objdump --dwarf=decodedline "$executor" |
  awk '$NF == "x" && $(NF - 1) ~ /^0x/ { sub(/^0x/, "", $(NF - 1)); print $(NF - 1) }' |
  sort -u > "$executor.begins"
objcopy -O binary --only-section=__sancov_pcs "$executor" "$executor.pcs"
{
  nm --defined-only "$executor" | awk '$2 ~ /^[tTwW]$/ { print $1 " 1" }'
  od -An -v -t x8 -w16 "$executor.pcs" | awk '{ print $1 " 2 " NR - 1 }'
  addr2line -f -e "$executor" < "$executor.begins" | paste - - |
    paste "$executor.begins" - | sed 's/^/0000/; s/ (discriminator [0-9]*)$//; s/\t/ 3 /'
} | sort | awk '
  $2 == 1 { counter = ""; next }
  $2 == 2 { counter = $3; next }
  counter != "" && match($4, /(arch\/arm64\/)?mm\/[a-z_]+\.c:[1-9][0-9]*$/) {
    split(substr($4, RSTART), at, ":")
    print counter "\t" at[1] "\t" $3 "\t" at[2]
  }' | sort -u
rm -f "$executor.begins" "$executor.pcs"
