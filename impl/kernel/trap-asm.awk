# SPDX-License-Identifier: GPL-2.0
# Replaces every block of inline assembly that holds an instruction by one that traps. The shim
# headers have replaced what means something here already: what is left is arm64 code that nothing
# may reach, and whoever does dies of SIGILL instead of going on with nonsense.
/^[ \t]*#APP/ { block = 1; lines = 0; holds = 0; next }
/^[ \t]*#NO_APP/ {
  block = 0
  if (holds) {
    print "\tud2"
    trapped++
  }
  for (i = 0; i < lines; i++) {
    if (!holds || text[i] ~ /^(\.LV|[ \t]*\.loc)/) {
      print text[i]
    }
  }
  next
}
block {
  text[lines++] = $0
  code = $0
  sub(/^[ \t]+/, "", code)
  if (code !~ /^($|\.|#|\/\/|[0-9A-Za-z_.$]+:)/) {
    holds = 1
  }
  next
}
{ print }
END { print FILENAME ": " trapped + 0 " blocks of assembly trap" > "/dev/stderr" }
