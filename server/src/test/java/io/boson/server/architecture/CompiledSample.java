package io.boson.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Small classes compiled for one test: what a rule must catch cannot be part of the repository.
final class CompiledSample {

    private CompiledSample() {}

    /// @param dependencies from a class's full name to the full name of the class it uses; both
    ///     are made up here, a library's too
    static JavaClasses of(Path directory, Map<String, String> dependencies) {
        var names = new TreeSet<>(dependencies.keySet());
        names.addAll(dependencies.values());
        var sources =
                names.stream()
                        .map(name -> source(name, dependencies.getOrDefault(name, "")))
                        .toList();
        compile(directory, sources);
        return new ClassFileImporter().importPath(directory);
    }

    private static JavaFileObject source(String name, String uses) {
        var dot = name.lastIndexOf('.');
        var field = uses.isEmpty() ? "" : "public " + uses + " used;";
        var text =
                "package %s; public class %s { %s }"
                        .formatted(name.substring(0, dot), name.substring(dot + 1), field);
        var uri = URI.create("sample:///" + name.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public String getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static void compile(Path directory, List<JavaFileObject> sources) {
        var messages = new StringWriter();
        var options = List.of("-d", directory.toString(), "-cp", directory.toString());
        var compiler = ToolProvider.getSystemJavaCompiler();
        var compiled = compiler.getTask(messages, null, null, options, null, sources).call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
