#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Builds an executor from a kernel tree:
#
#   build.sh TREE OUT GRANULE/VA kfence|no-kfence fast|finding [SAME CHANGED]
#
# TREE is only read; everything made goes below OUT, and OUT/executor is made last. Needs gcc, make,
# binutils, awk, bc, flex and bison, as building a kernel does. For speed the kernel's files are
# compiled by gcc; for finding, by clang, which checks what they do and counts which edges they
# take; OUT/lines.tsv says which lines those are.
#
# A tree that differs from another only in some files, which both have, is built in a second or two
# with two more arguments: SAME, the OUT of the other, and CHANGED, a file with the names of those
# files. What was made without reading any of them is taken from SAME, nothing if they are more than
# C files and headers.
set -eu
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
tree=$(cd "$1" && pwd)
out=$2
geometry=$3
kfence=$4
flavour=${5:-fast}
same=${6:-}
changed=${7:-}
arm64=$tree/arch/arm64
generated=$out/arch/arm64/include/generated

# Our files that see the kernel's headers, besides those that take one of its files in; the others.
surroundings='surroundings cpu pages'
machine='frames slab sanitize coverage boot operations objects placement allocations hotplug kfence
  access confine'

fail() {
  echo "build: $*" >&2
  exit 1
}

for tool in gcc make ld nm awk bc flex bison; do
  command -v "$tool" > /dev/null || fail "$tool is missing; install what builds a kernel"
done
for left in .config include/config arch/arm64/include/generated; do
  [ ! -e "$tree/$left" ] || fail "$tree was built in (it has $left), and make wants a clean tree" \
    "to build elsewhere; run make mrproper in it, or take another: git worktree add DIR"
done
for file in Makefile arch/arm64/mm/mmu.c arch/arm64/mm/pageattr.c mm/pagewalk.c mm/vmalloc.c; do
  [ -f "$tree/$file" ] || fail "$tree has no $file; --tree wants a whole Linux source tree"
done
compiler=gcc
if [ "$flavour" = finding ]; then
  for version in clang clang-20 clang-19 clang-18 clang-17 clang-16; do
    compiler=$version
    command -v "$compiler" > /dev/null && break
  done
  command -v "$compiler" > /dev/null ||
    fail "clang is missing; install clang 16 or later, or do with executors for speed (gcc's)"
  # What binutils make of version 5 by clang is wrong where functions are inlined.
  compiler="$compiler -fno-integrated-as -gdwarf-4"
fi
# What is checked in the tree's files, and not in ours that take them in; which edges are counted.
checks= counters=
if [ "$flavour" = finding ]; then
  checks="-fsanitize=kernel-address -mllvm -asan-instrumentation-with-call-threshold=0
    -mllvm -asan-stack=0 -mllvm -asan-globals=0 -fsanitize-ignorelist=$2/ours
    -fsanitize=array-bounds,shift,integer-divide-by-zero,unreachable,bool,enum"
  counters="-fsanitize-coverage=inline-8bit-counters,pc-table -mllvm
    -sanitizer-coverage-prune-blocks=0 -fsanitize-coverage-ignorelist=$2/ours"
fi
mkdir -p "$out"
out=$(cd "$out" && pwd)
generated=$out/arch/arm64/include/generated
rm -f "$out/executor"
printf 'fun:sp_*\nfun:k_*\n' > "$out/ours"

# The kernel's configuration, by its own Kconfig with the host's compiler.
configure() {
  {
    cat "$here/base.config"
    echo "CONFIG_ARM64_${geometry%%/*}_PAGES=y"
    echo "CONFIG_ARM64_VA_BITS_${geometry##*/}=y"
    [ "$kfence" = kfence ] && echo "CONFIG_KFENCE=y" || echo "# CONFIG_KFENCE is not set"
  } > "$out/wanted.config"
  for target in allnoconfig syncconfig; do
    make -s -C "$tree" O="$out" ARCH=arm64 CC=gcc HOSTCC=gcc LD=ld \
      KCONFIG_ALLCONFIG="$out/wanted.config" $target 2> "$out/kconfig.log" ||
      fail "make $target fails: $(grep -v 'broken .inst' "$out/kconfig.log" | head -n 1)"
  done
  grep -v '^#' "$out/wanted.config" | while read -r line; do
    grep -qx "$line" "$out/.config" || fail "Kconfig did not accept $line"
  done
}

# Headers that the kernel's build would make, as far as anything includes them.
wrappers() {
  kind=$1 from=$2 to=$3
  mkdir -p "$to"
  sed -n 's/^\(generic-y\|mandatory-y\) *+= *//p' "$tree/include/$kind/Kbuild" "$from/Kbuild" |
    while read -r header; do
      [ -f "$from/$header" ] || echo "#include <asm-generic/$header>" > "$to/$header"
    done
}

headers() {
  wrappers asm-generic "$arm64/include/asm" "$generated/asm"
  wrappers uapi/asm-generic "$arm64/include/uapi/asm" "$generated/uapi/asm"
  awk -f "$arm64/tools/gen-cpucaps.awk" "$arm64/tools/cpucaps" > "$generated/asm/cpucap-defs.h"
  awk -f "$arm64/tools/gen-sysreg.awk" "$arm64/tools/sysreg" > "$generated/asm/sysreg-defs.h"
  if [ -f "$arm64/tools/gen-kernel-hwcaps.sh" ]; then
    sh -e "$arm64/tools/gen-kernel-hwcaps.sh" "$arm64/include/uapi/asm/hwcap.h" \
      > "$generated/asm/kernel-hwcap.h"
  fi
  for bits in 32 64; do
    abis=common,$bits,renameat,rlimit,memfd_secret table=$tree/scripts/syscall.tbl
    [ $bits = 32 ] && abis=common,32 && table=$arm64/tools/syscall_32.tbl
    sh "$tree/scripts/syscallhdr.sh" --abis $abis --emit-nr "$table" \
      "$generated/uapi/asm/unistd_$bits.h"
  done
  cp "$generated/uapi/asm/unistd_32.h" "$generated/asm/unistd_compat_32.h"
  constants=$out/include/generated
  mkdir -p "$constants/uapi/linux"
  make -s -C "$tree" O="$out" ARCH=arm64 CC=gcc HOSTCC=gcc LD=ld \
    include/generated/uapi/linux/version.h include/generated/utsrelease.h
  sed -n 's/#define CONFIG_HZ \([0-9]*\)$/\1/p' "$constants/autoconf.h" |
    bc -q "$tree/kernel/time/timeconst.bc" > "$constants/timeconst.h"
  : > "$constants/asm-offsets.h"
  echo "#define RQ_nr_pinned 0" > "$constants/rq-offsets.h"
  : > "$constants/bounds.h"
  compile bounds "$tree/kernel/bounds.c" "$tree/kernel/bounds.c"
  sed -n 's/.*->\([A-Z_a-z]*\) \$\([0-9]*\) .*/#define \1 \2/p' "$out/bounds.s" \
    > "$constants/bounds.h"
}

# Compiles a file, our own or one of the kernel's, and says which of the kernel's it is about.
compile() {
  assembly=$out/$1.s source=$2 real=$3
  shift 3
  # shellcheck disable=SC2086
  $compiler -S -MD -MF "${assembly%.s}.d" -o "$assembly" "$source" -std=gnu11 -nostdinc \
    -fms-extensions -fno-strict-aliasing \
    -fshort-wchar -funsigned-char -fno-common -fwrapv -fno-builtin -fPIC -fno-plt -g -O2 \
    -Werror=implicit-function-declaration -Werror=incompatible-pointer-types \
    -fno-stack-protector -mno-red-zone -mgeneral-regs-only -D__KERNEL__ -D__DISABLE_EXPORTS \
    -D__aarch64__ -D__AARCH64EL__ -U__x86_64__ -U__x86_64 -U__amd64__ -U__amd64 -U__i386__ \
    -Ulinux -Uunix -DKBUILD_MODFILE='"splitproof"' -DKBUILD_BASENAME='"splitproof"' \
    -DKBUILD_MODNAME='"splitproof"' -D__KBUILD_MODNAME=splitproof -I"$here" -I"$here/shim" \
    -I"$tree/mm" -I"$arm64/include" -I"$generated" -I"$tree/include" -I"$out/include" \
    -I"$arm64/include/uapi" -I"$generated/uapi" -I"$tree/include/uapi" \
    -I"$out/include/generated/uapi" -include "$tree/include/linux/compiler-version.h" \
    -include "$tree/include/linux/kconfig.h" -include "$here/shim/facts.h" \
    -include "$tree/include/linux/compiler_types.h" -include "$out/names.h" \
    -DSP_REAL="\"$real\"" "$@" 2> "$assembly.log" ||
    fail "$(complaint "$source" "$assembly.log")"
}

# What the compiler says first, and which file of ours has to learn what is different in this tree.
complaint() {
  teach=impl/kernel/shim
  case $1 in
    "$here"/*) teach="impl/kernel/${1##*/} or $teach" ;;
  esac
  said=$(grep -m 1 'error: ' "$2" || tail -n 1 "$2")
  echo "$said; if $real of this tree differs there, teach $teach" |
    sed "s|$here/|impl/kernel/|g; s|$tree/||g"
}

# Names that moved between versions are looked up, those that did not are checked; see names.
probe() {
  while read -r macro file wanted; do
    case $macro in
      '' | '#'*) continue ;;
      calls)
        for name in $wanted; do
          grep -Eq "^[a-z].*[ *]$name\\(" "$tree/$file" || lacks "$file" "$name()"
        done
        ;;
      *)
        name=$(sed -nE "s/.*$wanted.*/\\1/p" "$tree/$file" | head -n 1)
        case $macro,$name in
          *\?,) ;;
          *,) lacks "$file" "'$wanted'" ;;
          *) echo "#define ${macro%\?} $name" ;;
        esac
        ;;
    esac
  done < "$here/names"
}

lacks() {
  fail "this tree has no $2 in $1; say in impl/kernel/names what it is called there, or take a" \
    "tree that splits the linear map (Linux 6.18 and later)"
}

# Whether the configuration and the generated headers, which are the build's first stages, are as
# they were, as only C files and headers were changed that they do not read. What is looked for are
# names without their folders, so that there is no other way to write one.
unchanged() {
  sed 's|.*/||' "$changed" > "$out/changed"
  while read -r name; do
    case $name in
      */hwcap.h) return 1 ;;
      mm/*.[ch] | arch/arm64/mm/*.[ch] | include/*.h | arch/arm64/include/*.h | lib/*.[ch]) ;;
      *) return 1 ;;
    esac
  done < "$changed"
  unread bounds.s && cmp -s "$out/names.h" "$same/names.h"
}

# Whether a file was made from others than those that were changed.
unread() {
  [ -n "$same" ] && [ -f "$same/$1" ] && [ -f "$same/${1%.*}.d" ] &&
    ! grep -qwFf "$out/changed" "$same/${1%.*}.d"
}

# Compiles a file of the kernel, or one of ours that sees its headers.
part() {
  object=$1
  kernel="$kernel $out/$object.o"
  if unread "$object.o"; then
    ln -sfn "$same/$object.o" "$same/$object.d" "$out"
    return
  fi
  compile "$@"
  awk -f "$here/trap-asm.awk" "$out/$object.s" > "$out/$object.trap.s" 2>> "$out/build.log"
  gcc -c "$out/$object.trap.s" -o "$out/$object.o"
}

objects() {
  kernel=
  for part in mmu pageattr vmalloc; do
    case $part in vmalloc) real=$tree/mm/vmalloc.c ;; *) real=$arm64/mm/$part.c ;; esac
    # shellcheck disable=SC2086
    part $part "$here/$part.c" "$real" $checks $counters
  done
  for part in $surroundings; do
    part "$part" "$here/$part.c" include/linux
  done
  for whole in mm/pagewalk arch/arm64/mm/hugetlbpage lib/rbtree lib/find_bit lib/hweight; do
    case $whole in lib/*) counted= ;; *) counted=$counters ;; esac
    # shellcheck disable=SC2086
    part ${whole##*/} "$tree/$whole.c" "$tree/$whole.c" $checks $counted
  done
  for part in host $machine; do
    kernel="$kernel $out/$part.o"
    [ -z "$same" ] || { ln -sfn "$same/$part.o" "$out" && continue; }
    gcc -O2 -g -fPIC -fno-plt -Wall -Wextra -Werror -std=gnu11 -I"$here" \
      -c "$here/$part.c" -o "$out/$part.o" || fail "$part.c does not compile"
  done
  # shellcheck disable=SC2086
  ld -r -o "$out/all.o" $kernel
}

# Symbols nobody defines: the glue's stand-in if there is one, else an address that traps.
resolve() {
  nm -u "$out/all.o" | awk '{ print $2 }' | sort -u > "$out/undefined"
  echo 'int main(void) { return 0; }' | gcc -x c - -o "$out/empty"
  libc=$(ldd "$out/empty" | sed -n 's/.*libc\.so.* => \([^ ]*\).*/\1/p')
  nm -D --defined-only "$libc" | sed 's/.* //; s/@.*//' | sort -u > "$out/libc"
  nm --defined-only "$out/all.o" | sed -n 's/.* sp_stub_//p' | sort -u > "$out/stubs"
  awk '
    FILENAME ~ /stubs$/ { stub[$1] = 1; next }
    FILENAME ~ /libc$/ { libc[$1] = 1; next }
    stub[$1] { print $1 " = sp_stub_" $1 ";" > script; next }
    libc[$1] || /^(_GLOBAL_OFFSET_TABLE_|sp_unmodelled)$/ { next }
    /^(__data_start|_end|_edata|__bss_start)$|^__(start|stop)___sancov/ { next }
    {
      printf "%s = 0x7d0000000000 + 0x%x;\n", $1, 4096 * count++ > script
      names = names "  \"" $1 "\",\n"
    }
    END { print "const char *const sp_unmodelled[] = {\n" names "  0\n};" }
  ' script="$out/link.x" "$out/stubs" "$out/libc" "$out/undefined" > "$out/unmodelled.c"
  gcc -c -fPIC "$out/unmodelled.c" -o "$out/unmodelled.o"
}

probe > "$out/names.h"
if [ -n "$same" ] && unchanged; then
  ln -sfn "$same/include" "$same/arch" "$same/bounds.s" "$same/bounds.d" "$out"
else
  same=
  configure
  headers
fi
objects
resolve
start() {
  for file in "$@"; do
    gcc -print-file-name="$file"
  done
}

# Far above whatever memory a machine may have, so not with the usual start files.
# shellcheck disable=SC2046
gcc -no-pie -nostartfiles -Wl,--no-relax -Wl,-Ttext-segment=0x7e0000000000 \
  -o "$out/executor.part" $(start Scrt1.o crti.o crtbeginS.o) "$out/all.o" "$out/unmodelled.o" \
  "$out/link.x" $(start crtendS.o crtn.o) > "$out/link.log" 2>&1 || {
    fail "linking fails: $(grep -m 1 -E 'error|undefined|multiple' "$out/link.log")"
  }
if [ "$flavour" = finding ]; then
  sh "$here/lines.sh" "$out/executor.part" > "$out/lines.tsv"
fi
mv "$out/executor.part" "$out/executor"
