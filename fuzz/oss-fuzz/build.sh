#!/bin/bash -eu
# Licensed under the Apache License, Version 2.0: http://www.apache.org/licenses/LICENSE-2.0
#
# Builds the fuzz targets of the checkout in $SRC/splitproof into $OUT. The image's own script runs
# this, having put Jazzer's driver and agent into $OUT. A target is a class of the campaign package
# with a NAME.options beside this file.
set -o pipefail

cd "$SRC/splitproof"
targets=fuzz/oss-fuzz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Our rule for a newer Maven is there for the tests; the older image has 3.6.
mvn -B -q -Denforcer.skip=true -Dmaven.test.skip=true package

# Jazzer looks through every module there is; with these few it starts in half the memory.
modules=java.base,java.instrument,java.logging,java.management,jdk.attach,jdk.management
modules+=,jdk.unsupported

libraries=$(cat fuzz/target/launch.classpath)
run_class_path=
for jar in fuzz/target/splitproof-fuzz.jar $(tr : ' ' <<<"$libraries"); do
  # Of what the command line needs, targets use our own jars alone; Jazzer comes with its driver.
  case ${jar##*/} in
    splitproof-*.jar)
      cp "$jar" "$OUT/"
      run_class_path+=:\$this_dir/${jar##*/}
      ;;
  esac
done

# Programs that must be clean; open findings would end every run at once.
seeds() {
  case $1 in
    TextFuzzer)
      cp corpus/seeds/*.txt corpus/regressions/*.txt "$2/"
      ;;
    *)
      java -cp "fuzz/target/splitproof-fuzz.jar:$libraries" io.splitproof.fuzz.cli.Main \
        corpus convert --to bytes --skip-unsayable --out "$2" \
        corpus/seeds/*.txt corpus/regressions/*.txt
      ;;
  esac
}

# What guides a search: branches of the judged or of the reader, not those of the judge.
jazzer_options() {
  case $1 in
    TextFuzzer)
      echo "--instrumentation_includes='io.splitproof.fuzz.program.**'" \
        "--custom_hook_includes='io.splitproof.fuzz.program.**'"
      ;;
    *)
      echo "--trace=cov --instrumentation_includes='io.splitproof.impl.**'" \
        "--instrumentation_excludes='io.splitproof.impl.memory.**'" \
        "--custom_hook_includes='io.splitproof.impl.**'"
      ;;
  esac
}

for options in "$targets"/*.options; do
  name=$(basename "$options" .options)
  cp "$options" "$targets/$name.dict" "$OUT/"
  mkdir "$work/$name"
  seeds "$name" "$work/$name"
  jar --create --no-manifest --file "$OUT/${name}_seed_corpus.zip" -C "$work/$name" .
  # The runners know a target by the name of libFuzzer's function in it, and move it about.
  cat >"$OUT/$name" <<EOF
#!/bin/bash
# LLVMFuzzerTestOneInput
this_dir=\$(dirname "\$0")
export LD_LIBRARY_PATH="${JVM_LD_LIBRARY_PATH:-}:\$this_dir"
exec "\$this_dir/jazzer_driver" --agent_path="\$this_dir/jazzer_agent_deploy.jar" \\
  --cp="${run_class_path#:}" --target_class=io.splitproof.fuzz.campaign.$name \\
  --jvm_args=-Xmx1500m:-Xss1024k:--limit-modules=$modules \\
  $(jazzer_options "$name") "\$@"
EOF
  chmod +x "$OUT/$name"
done
