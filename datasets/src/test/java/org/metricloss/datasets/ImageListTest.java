package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.datasets.PartFiles.Part;

class ImageListTest {
    @TempDir
    private Path folder;

    private ImageList read(String text) throws IOException {
        return ImageList.read(Files.writeString(folder.resolve("images.csv"), text), Optional.empty());
    }

    @Test
    void rowsAreReadInOrderWithTheirLines() throws IOException {
        ImageList list =
                read("# of June\nlabel,PATH, part ,group\na,img/1.png,train,\n\nb, \"x, y.jpg\" ,Gallery,c1\n");
        assertThat(list.columns()).containsExactly("label", "path", "part", "group");
        assertThat(list.rows())
                .containsExactly(
                        new ImageList.Row(
                                3,
                                folder.resolve("img/1.png"),
                                Optional.of("a"),
                                Optional.of(Part.TRAIN),
                                Optional.empty()),
                        new ImageList.Row(
                                5,
                                folder.resolve("x, y.jpg"),
                                Optional.of("b"),
                                Optional.of(Part.GALLERY),
                                Optional.of("c1")));
    }

    @Test
    void onlyThePathIsRequired() throws IOException {
        ImageList list = read("path\n1.png\n2.png\n");
        assertThat(list.rows()).hasSize(2);
        assertThat(list.rows().get(1))
                .isEqualTo(new ImageList.Row(
                        3, folder.resolve("2.png"), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void pathsStartFromTheFolderThatIsGiven() throws IOException {
        Path file = Files.write(
                folder.resolve("l.csv"), "path;label\r\na.png;Ren\u00e9\r\n".getBytes(StandardCharsets.UTF_16));
        ImageList list = ImageList.read(file, Optional.of(Path.of("data")));
        assertThat(list.rows().get(0).image()).isEqualTo(Path.of("data/a.png"));
        assertThat(list.rows().get(0).label()).hasValue("Ren\u00e9");
        Path absolute = folder.resolve("b.png").toAbsolutePath();
        Files.writeString(file, "path\n" + absolute + "\n");
        assertThat(ImageList.read(file, Optional.of(Path.of("data")))
                        .rows()
                        .get(0)
                        .image())
                .isEqualTo(absolute);
    }

    @Test
    void namesAreTheSameInEveryUnicodeNormalForm() throws IOException {
        ImageList list = read("path,label\n1.png,Rene\u0301\n2.png,Ren\u00e9\n");
        assertThat(list.rows()).extracting(ImageList.Row::label).containsOnly(Optional.of("Ren\u00e9"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                 | : must have a first row that names the columns, found no row
            path,label                         | : must list at least one image, found none
            img/1.png,a,train                  | :1: the first row must name the columns, which may be path, label, part and group, found 'img/1.png'
            path,label,groups#1.png,a,1        | :1: the first row must name the columns, which may be path, label, part and group, found 'groups'
            label,part#a,train                 | :1: the column 'path' is missing; columns: label, part
            path,label,label#1.png,a,b         | :1: the column 'label' must occur once
            path,label,part#1.png,a,trian      | :2: part must be train, validation, test, query or gallery, found 'trian'
            path,label#1.png,a#2.png           | :3: must have 2 columns as the first row, found 1
            path,label#1.png,a#,b              | :3: the path of the image is missing
            path,label#1.png,a#2.png,b#./1.png,b | :4: lists FOLDER/./1.png again, first in line 2
            path,label#"1.png,a#2.png,b#3",c   | :2: the path contains a line break or another control character; a quote may be unclosed
            path,label#1.png,a##2.png,b        | :3: begins with # like a comment, but could also be a row; quote its first cell or remove the line
            """)
    void whatIsNoListIsRefusedAtItsLine(String text, String refusal) throws IOException {
        String file = text.replace("##", "\n\u0000").replace('#', '\n').replace('\u0000', '#');
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> read(file))
                .withMessage(folder.resolve("images.csv") + refusal.replace("FOLDER", folder.toString()));
    }

    @Test
    void whatIsNoTextOrNoFileIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("x.csv"), new byte[] {'p', 'a', 't', 'h', '\n', (byte) 0xff, '\n'});
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageList.read(file, Optional.empty()))
                .withMessage(file + ": must be text in UTF-8, or in UTF-16 with a byte order mark");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageList.read(folder, Optional.empty()))
                .withMessage(folder + ": must be a plain file");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> ImageList.read(folder.resolve("no.csv"), Optional.empty()))
                .withMessage(folder.resolve("no.csv") + ": no such file");
    }
}
