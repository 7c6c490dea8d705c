package org.metricloss.experiments.work;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions that records and manifests state. */
public final class Versions {
    /** The system property that passes the hash of the code to worker processes. */
    public static final String CODE_PROPERTY = "metricloss.code";

    /** Variables that select the kernels of the native libraries, on which the last bits of results depend. */
    private static final List<String> KERNEL_VARIABLES = List.of(
            "ATEN_CPU_CAPABILITY",
            "DNNL_MAX_CPU_ISA",
            "MKL_CBWR",
            "MKL_ENABLE_INSTRUCTIONS",
            "ONEDNN_MAX_CPU_ISA",
            "OPENBLAS_CORETYPE",
            "TF_ENABLE_ONEDNN_OPTS");

    private static final int CODE_DIGITS = 16;

    private static String code;

    private Versions() {}

    /**
     * {@return the versions of this program, of its code and of Java, and the environment variables that select the
     * engines' kernels}
     */
    public static Map<String, String> ofProgram() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("metricloss", program());
        versions.put("code", code());
        versions.put("java", Runtime.version().toString());
        versions.putAll(ofKernels(System.getenv()));
        return versions;
    }

    /** {@return the kernel variables that are set, by name} */
    static Map<String, String> ofKernels(Map<String, String> environment) {
        Map<String, String> set = new LinkedHashMap<>();
        for (String variable : KERNEL_VARIABLES) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isBlank()) {
                set.put(variable, value);
            }
        }
        return set;
    }

    /** {@return this program's version; "development" if it runs from compiled classes instead of a jar} */
    public static String program() {
        return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** {@return the first digits of the hash of everything on the class path, read once per process} */
    public static synchronized String code() {
        if (code == null) {
            code = Optional.ofNullable(System.getProperty(CODE_PROPERTY))
                    .orElseGet(() -> ofCode(ClassPath.ofThisProgram()));
        }
        return code;
    }

    /** {@return the first digits of the hash of everything on a class path} */
    public static String ofCode(ClassPath classPath) {
        return classPath.sha256().substring(0, CODE_DIGITS);
    }
}
