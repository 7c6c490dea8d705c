import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes a jar of stubs: the public and protected members of the public classes of some packages, without code.
 * Arguments: the jar, the packages separated by commas, and folders of class files.
 */
public final class ApiStubs {
    private static final int VISIBLE = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

    private ApiStubs() {}

    public static void main(String[] arguments) throws IOException {
        List<String> packages = List.of(arguments[1].split(","));
        try (OutputStream file = Files.newOutputStream(Path.of(arguments[0]));
                ZipOutputStream jar = new ZipOutputStream(file)) {
            jar.setLevel(9);
            for (String folder : Arrays.copyOfRange(arguments, 2, arguments.length)) {
                for (String name : packages) {
                    write(jar, Path.of(folder), name.replace('.', '/'));
                }
            }
        }
    }

    private static void write(ZipOutputStream jar, Path folder, String packagePath) throws IOException {
        Path classes = folder.resolve(packagePath);
        if (!Files.isDirectory(classes)) {
            return;
        }
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).sorted().toList()) {
                ClassReader reader = new ClassReader(Files.readAllBytes(file));
                if ((reader.getAccess() & Opcodes.ACC_PUBLIC) != 0) {
                    ClassWriter writer = new ClassWriter(0);
                    reader.accept(new Visible(writer), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
                    ZipEntry entry = new ZipEntry(reader.getClassName() + ".class");
                    entry.setTime(0);
                    jar.putNextEntry(entry);
                    jar.write(writer.toByteArray());
                    jar.closeEntry();
                }
            }
        }
    }

    private static final class Visible extends ClassVisitor {
        Visible(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            return (access & VISIBLE) == 0 ? null : super.visitField(access, name, type, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            boolean hidden = (access & VISIBLE) == 0 || (access & Opcodes.ACC_SYNTHETIC) != 0;
            return hidden ? null : super.visitMethod(access, name, type, signature, thrown);
        }
    }
}
