package io.splitproof.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which package may know which, as rules over the packages below a root. Arrows point one way: fuzz
 * to impl to oracle; and the judged never sees how it is judged.
 */
final class Arrows {

  private final String root;

  Arrows(String root) {
    this.root = root + ".";
  }

  /** Every rule, by a name for test reports. */
  Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("the judge stands on the JDK alone", only("oracle..", "oracle.."));
    rules.put("arch knows nothing else", only("oracle.arch..", "oracle.arch.."));
    rules.put(
        "contract knows arch", only("oracle.contract..", "oracle.arch..", "oracle.contract.."));
    rules.put(
        "reference knows arch and contract",
        only("oracle.reference..", "oracle.arch..", "oracle.contract..", "oracle.reference.."));
    rules.put("the judged does not see how it is judged", theJudgedKnowsLittle());
    rules.put("the judge has no cycles", acyclic("oracle"));
    rules.put("the judged has no cycles", acyclic("impl"));
    rules.put("the driver has no cycles", acyclic("fuzz"));
    rules.put("no static field changes", staticFieldsAreFinal());
    return rules;
  }

  private ArchRule only(String who, String... whom) {
    return classes()
        .that(resideInAnyPackage(root + who))
        .should()
        .onlyDependOnClassesThat(jdk().or(below(whom)));
  }

  /** Bit names and the contract, but not the judge's own walk: the judged writes its own. */
  private ArchRule theJudgedKnowsLittle() {
    DescribedPredicate<JavaClass> seen =
        below("oracle.arch..", "oracle.contract..")
            .and(not(simpleName("HardwareWalk")))
            .and(not(simpleName("Format")))
            .and(not(simpleName("Translation")));
    return classes()
        .that(resideInAnyPackage(root + "impl.."))
        .should()
        .onlyDependOnClassesThat(jdk().or(below("impl..")).or(seen));
  }

  private ArchRule acyclic(String part) {
    return slices()
        .matching(root + part + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);
  }

  private ArchRule staticFieldsAreFinal() {
    return fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat(below("oracle..", "impl..", "fuzz.."))
        .should()
        .beFinal();
  }

  private DescribedPredicate<JavaClass> below(String... packages) {
    String[] full = new String[packages.length];
    for (int i = 0; i < packages.length; i++) {
      full[i] = root + packages[i];
    }
    return resideInAnyPackage(full);
  }

  private static DescribedPredicate<JavaClass> jdk() {
    return resideInAnyPackage("java..");
  }
}
