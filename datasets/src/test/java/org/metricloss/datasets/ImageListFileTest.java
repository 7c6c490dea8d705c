package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.data.SourceFile;

class ImageListFileTest {
    @TempDir
    private Path folder;

    /** As Market-1501: cameras, and a class in the gallery that is no query. */
    private static final String QUERIES = """
            path,label,part,group
            1.png,p1,train,c1
            2.png,p1,train,
            3.png,p2,train,c2
            4.png,p2,train,c2
            5.png,p3,query,c1
            6.png,p4,query,c2
            7.png,p3,gallery,c1
            8.png,p3,gallery,c2
            9.png,p4,gallery,c2
            10.png,other,gallery,c9
            """;

    private Dataset open(String text, SplitSettings split) throws IOException {
        return open(settings(text, split));
    }

    private Dataset open(DatasetSettings settings) {
        return Datasets.of(new DataLocations(Optional.empty(), folder.resolve("cache")))
                .open(settings, 1);
    }

    private DatasetSettings settings(String text, SplitSettings split) throws IOException {
        Path file = Files.writeString(folder.resolve("images.csv"), text);
        return new DatasetSettings(
                "list",
                Optional.of(folder.resolve("img")),
                Normalization.UNIT,
                Holdout.NONE,
                new ImageSettings(4, 4, false),
                split,
                Optional.of(PartFiles.of(file)),
                Optional.empty());
    }

    /** The grey value of an image is the number in its name. */
    private void images(int count) {
        for (int i = 1; i <= count; i++) {
            int number = i;
            PngFiles.write(folder.resolve("img/" + i + ".png"), PngFiles.grey(5, 6, (x, y) -> number));
        }
    }

    private static List<Integer> numbers(SampleSet samples) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            numbers.add(((ImageSet) samples).pixel(i, 0, 0, 0));
        }
        return numbers;
    }

    @Test
    void queriesComeBeforeTheGalleryWithTheirGroups() throws IOException {
        images(10);
        Dataset data = open(QUERIES, SplitSettings.DEFAULT);
        assertThat(numbers(data.train())).containsExactly(1, 2, 3, 4);
        assertThat(numbers(data.test())).containsExactly(5, 6, 7, 8, 9, 10);
        assertThat(data.classNames()).containsExactly("p1", "p2", "p3", "p4", "other");
        assertThat(data.test().labels()).containsExactly(2, 3, 2, 2, 3, 4);
        assertThat(data.isOpenSet()).isTrue();
        assertThat(data.queryGallery().orElseThrow().queries()).isEqualTo(2);
        assertThat(data.queryGallery().orElseThrow().groups().orElseThrow()).containsExactly(0, 1, 0, 1, 1, 2);
        assertThat(data.sources()).extracting(SourceFile::name).containsExactly("images.csv", "images");
        assertThat(DatasetSummary.lines(data, settings(QUERIES, SplitSettings.DEFAULT)))
                .last()
                .isEqualTo("of the test part, 2 queries in a gallery of 4, without the samples of their own class and"
                        + " group; 1 queries have no sample of their class there");
    }

    @Test
    void withoutGroupsNoneIsLeftOut() throws IOException {
        images(10);
        Dataset grouped = open(QUERIES, SplitSettings.DEFAULT);
        Dataset data = open(QUERIES.replaceAll(",group|,c[0-9]|(?<=train),", ""), SplitSettings.DEFAULT);
        assertThat(data.queryGallery().orElseThrow().groups()).isEmpty();
        assertThat(numbers(data.test())).isEqualTo(numbers(grouped.test()));
        assertThat(data.checksum()).isNotEqualTo(grouped.checksum());
    }

    @Test
    void aListMayHaveAValidationPart() throws IOException {
        images(5);
        String text = "path,label,part\n1.png,a,validation\n2.png,a,train\n3.png,b,train\n4.png,b,test\n5.png,a,test\n";
        Dataset data = open(text, SplitSettings.DEFAULT);
        assertThat(numbers(data.train())).containsExactly(2, 3);
        assertThat(numbers(data.validation())).containsExactly(1);
        assertThat(numbers(data.test())).containsExactly(4, 5);
        assertThat(data.isOpenSet()).isFalse();
    }

    @Test
    void aListWithoutPartsIsDividedByClass() throws IOException {
        images(8);
        StringBuilder text = new StringBuilder("path,label\n");
        for (int i = 1; i <= 8; i++) {
            text.append("%s.png,c%s\n".formatted(i, i % 4));
        }
        Dataset data = open(text.toString(), SplitSettings.DEFAULT);
        assertThat(data.isOpenSet()).isTrue();
        assertThat(data.train().size()).isEqualTo(6);
        assertThat(data.test().size()).isEqualTo(2);
        assertThat(numbers(data.test()).get(1)).isEqualTo(numbers(data.test()).get(0) + 4);
    }

    @Test
    void classesThatAreNamedReplaceTheListedParts() throws IOException {
        images(10);
        Dataset data = open(QUERIES, new SplitSettings(Optional.empty(), 0.25, List.of("p1", "p4"), Optional.empty()));
        assertThat(numbers(data.train())).containsExactly(3, 4, 5, 7, 8, 10);
        assertThat(numbers(data.test())).containsExactly(1, 2, 6, 9);
        assertThat(data.queryGallery()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            path,part#1.png,train                                        | : the column 'label' is missing; columns: path, part
            path,label,part#1.png,a,train#2.png,,test                    | :3: the label is missing
            path,label,part#1.png,a,train#2.png,a,                       | :3: the part is missing
            path,label,part#1.png,a,train#2.png,a,query                  | : the parts query and gallery go together; gallery is missing
            path,label,part#1.png,a,train                                | : the part test is missing, or query and gallery in its place
            path,label,group#1.png,a,c#2.png,b,c                         | : the column 'group' needs the column 'part', since only queries and gallery images have groups
            path,label,part#1.png,a,test                                 | : the part train is missing
            path,label,part#1.png,a,train#9.png,a,test#2.png,a,test#8.png,a,train | : 2 of 4 listed images do not exist: IMG/9.png, IMG/8.png
            path,label,part,group#1.png,a,train,#2.png,a,query,c#3.png,a,gallery, | :4: the group is missing; either all queries and gallery images must have a group or none, of 2, 1 have none
            path,label,part,group#1.png,a,train,#2.png,a,test,c          | :3: a group goes with the parts query and gallery, found the part test
            """)
    void whatDoesNotMakeADataSetIsRefusedAtItsLine(String text, String refusal) {
        images(3);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(text.replace('#', '\n'), SplitSettings.DEFAULT))
                .withMessage(folder.resolve("images.csv")
                        + refusal.replace("IMG", folder.resolve("img").toString()));
    }

    @Test
    void aLabelWithoutTrainingImagesIsRefusedByName() throws IOException {
        images(4);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() ->
                        open("path,label,part\n1.png,a,train\n2.png,a,test\n3.png,b,test\n", SplitSettings.DEFAULT))
                .withMessage("list: either all test classes must have training images or none; of 2, 1 have none: b");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(
                        "path,label,part\n1.png,a,train\n2.png,a,test\n3.png,b,validation\n", SplitSettings.DEFAULT))
                .withMessage("list: validation classes must be trained on, since test classes are; found 1: b");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(
                        "path,label,part\n1.png,a,train\n2.png,b,test\n3.png,b,validation\n", SplitSettings.DEFAULT))
                .withMessage(
                        "list: validation classes must not be test classes, since those are not trained on; found 1: b");
    }

    @Test
    void anImageThatCannotBeDecodedIsNamedAndNothingIsWritten() throws IOException {
        images(10);
        Path broken = Files.writeString(folder.resolve("img/7.png"), "no image");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(QUERIES, SplitSettings.DEFAULT))
                .withMessage(broken + ": must be a PNG or JPEG image");
        assertThat(folder.resolve("cache/images")).isEmptyDirectory();
    }

    @Test
    void whatIsNoImageFileIsRefused() throws IOException {
        images(1);
        Files.createDirectories(folder.resolve("img/2.png"));
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open("path,label,part\n1.png,a,train\n2.png,a,test\n", SplitSettings.DEFAULT))
                .withMessage(folder.resolve("img/2.png") + ": must be an image file, found a folder");
    }

    /** The default value is no exception: it would be ignored like any other. */
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5})
    void testGoesWithASplitByClass(double share) {
        images(10);
        SplitSettings split = new SplitSettings(Optional.empty(), share, List.of(), Optional.empty());
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(QUERIES, split))
                .withMessage("dataset 'list': test goes with split: class, since " + folder.resolve("images.csv")
                        + " states the parts");
    }

    @Test
    void imagesAreDecodedOnceForAllDivisions() throws IOException {
        images(10);
        open(QUERIES, SplitSettings.DEFAULT);
        open(QUERIES, SplitSettings.of(SplitSettings.Kind.CLASS, 0.5));
        try (Stream<Path> files = Files.list(folder.resolve("cache/images"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".pixels")))
                    .hasSize(1);
        }
    }
}
