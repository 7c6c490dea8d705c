package org.metricloss.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.data.SourceFile;

/** Small sets in the layouts of the published ones. */
class PublishedSetTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path cache;

    private DatasetSettings settings(String type, SplitSettings split) {
        return new DatasetSettings(
                type,
                Optional.of(folder),
                Normalization.UNIT,
                Holdout.NONE,
                new ImageSettings(4, 4, true, Optional.of(5)),
                split);
    }

    private Dataset open(String type) {
        return open(type, SplitSettings.DEFAULT);
    }

    private Dataset open(String type, SplitSettings split) {
        return Datasets.of(new DataLocations(Optional.empty(), cache)).open(settings(type, split), 1);
    }

    private List<String> lines(String type) {
        return DatasetSummary.lines(open(type), settings(type, SplitSettings.DEFAULT));
    }

    /** The images of these tests are plain, so that other warnings count equal ones. */
    private List<String> warningsOfSizes(Dataset data, String type) {
        return DatasetSummary.warnings(data, settings(type, SplitSettings.DEFAULT)).stream()
                .filter(warning -> warning.startsWith(type))
                .toList();
    }

    private void assertRefused(String type, String message) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> open(type))
                .withMessage(message.replace("DIR", folder.toString()));
    }

    /** Every third image is grey, as a few are in CUB-200-2011 and Stanford Online Products. */
    private void image(String path, int number) {
        byte[] content = number % 3 == 0
                ? PngFiles.encoded("jpg", BufferedImage.TYPE_BYTE_GRAY, 9, 7, (x, y) -> 100)
                : PngFiles.encoded("jpg", BufferedImage.TYPE_INT_RGB, 9, 7, (x, y) -> 0xC80000);
        PngFiles.write(folder.resolve(path), content);
    }

    private void text(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private static void assertGreyAmongColor(ImageSet images, int grey, int color) {
        for (int channel = 0; channel < 3; channel++) {
            assertThat(images.pixel(grey, channel, 1, 1)).isBetween(98, 102);
        }
        assertThat(images.pixel(color, 0, 1, 1)).isGreaterThan(150);
        assertThat(images.pixel(color, 2, 1, 1)).isLessThan(50);
    }

    private void cub() throws IOException {
        String[] classes = {"001.Black_footed_Albatross", "100.Brown_Pelican", "101.White_Pelican", "200.Yellowthroat"};
        int[] numbers = {1, 100, 101, 200};
        StringBuilder images = new StringBuilder();
        StringBuilder labels = new StringBuilder();
        StringBuilder names = new StringBuilder();
        int id = 0;
        for (int c = 0; c < 4; c++) {
            names.append(numbers[c]).append(' ').append(classes[c]).append('\n');
            for (int i = 0; i < 3; i++) {
                String path = "%s/Bird_%04d.jpg".formatted(classes[c], i);
                images.append(++id).append(' ').append(path).append('\n');
                labels.append(id).append(' ').append(numbers[c]).append('\n');
                image("CUB_200_2011/images/" + path, i);
            }
        }
        text("CUB_200_2011/images.txt", images.toString());
        text("CUB_200_2011/image_class_labels.txt", labels.toString());
        text("CUB_200_2011/classes.txt", names.toString());
        text("CUB_200_2011/train_test_split.txt", "1 0\n");
    }

    @Test
    void cubTrainsOnTheFirstHundredClasses() throws IOException {
        cub();
        Dataset data = open("cub200");
        assertThat(data.classNames())
                .containsExactly(
                        "001.Black_footed_Albatross", "100.Brown_Pelican", "101.White_Pelican", "200.Yellowthroat");
        assertThat(data.train().labels()).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(data.test().labels()).containsExactly(2, 2, 2, 3, 3, 3);
        assertThat(data.inputShape()).hasToString("[3, 4, 4]");
        assertGreyAmongColor((ImageSet) data.train(), 0, 1);
        assertThat(data.sources())
                .extracting(SourceFile::name)
                .containsExactly("images.txt", "image_class_labels.txt", "classes.txt", "images");
        assertThat(warningsOfSizes(data, "cub200"))
                .containsExactly(
                        "cub200: the published training part has 5,864 images in 100 classes, found 6 images in 2 classes;"
                                + " results cannot be compared with published ones",
                        "cub200: the published test part has 5,924 images in 100 classes, found 6 images in 2 classes;"
                                + " results cannot be compared with published ones");
        Dataset other = open(
                "cub200",
                new SplitSettings(Optional.empty(), 0.25, List.of("001.Black_footed_Albatross"), Optional.empty()));
        assertThat(other.train().size()).isEqualTo(9);
        assertThat(other.test().size()).isEqualTo(3);
    }

    @Test
    void everyMissingAndEveryUnlistedImageIsNamed() throws IOException {
        cub();
        image("CUB_200_2011/images/200.Yellowthroat/Bird_0009.jpg", 1);
        text("CUB_200_2011/images/notes.txt", "x");
        text("CUB_200_2011/images/.hidden", "x");
        assertThat(lines("cub200"))
                .last()
                .isEqualTo(folder
                        + ": passed over 2 files that are not listed: 200.Yellowthroat/Bird_0009.jpg, notes.txt");
        String missing = "DIR/CUB_200_2011/images/100.Brown_Pelican/Bird_000%s.jpg";
        for (int i : new int[] {0, 2}) {
            Files.delete(Path.of(missing.formatted(i).replace("DIR", folder.toString())));
        }
        assertRefused(
                "cub200",
                "DIR: 2 of 12 listed images do not exist: " + missing.formatted(0) + ", " + missing.formatted(2));
    }

    @Test
    void unlistedImagesAreNamedInALinkedFolder() throws IOException {
        cub();
        image("CUB_200_2011/images/200.Yellowthroat/Bird_0009.jpg", 1);
        Path images = folder.resolve("CUB_200_2011/images");
        Files.createSymbolicLink(images, Files.move(images, folder.resolve("elsewhere")));
        assertThat(lines("cub200"))
                .last()
                .isEqualTo(folder + ": passed over 1 files that are not listed: 200.Yellowthroat/Bird_0009.jpg");
    }

    @Test
    void classesOfOneNameAreRefused() throws IOException {
        cub();
        Path classes = folder.resolve("CUB_200_2011/classes.txt");
        Files.writeString(classes, Files.readString(classes).replace("200.Yellowthroat", "101.White_Pelican"));
        assertRefused(
                "cub200",
                "DIR/CUB_200_2011/classes.txt: classes must have different names, found 101.White_Pelican twice");
    }

    @Test
    void listsOfCubThatDoNotAgreeAreRefused() throws IOException {
        cub();
        Path labels = folder.resolve("CUB_200_2011/image_class_labels.txt");
        String text = Files.readString(labels);
        Files.writeString(labels, text.replace("12 200\n", "13 200\n"));
        assertRefused(
                "cub200",
                "DIR/CUB_200_2011/image_class_labels.txt: must list the same images as DIR/CUB_200_2011/images.txt;"
                        + " missing are 1: 12 (200.Yellowthroat/Bird_0002.jpg)");
        Files.writeString(labels, text + "13 200\n");
        assertRefused(
                "cub200",
                "DIR/CUB_200_2011/images.txt: must list the same images as DIR/CUB_200_2011/image_class_labels.txt;"
                        + " missing are 1: 13 (200)");
        Files.writeString(labels, text.replace("12 200", "12 150"));
        assertRefused(
                "cub200",
                "DIR/CUB_200_2011/image_class_labels.txt: the class of image 12 must be in"
                        + " DIR/CUB_200_2011/classes.txt, found 150");
        Files.writeString(labels, text.replace("12 200", "11 200"));
        assertRefused("cub200", "DIR/CUB_200_2011/image_class_labels.txt:12: number 11 occurs twice");
        Files.delete(labels);
        assertRefused("cub200", "DIR/CUB_200_2011/image_class_labels.txt: no such file");
    }

    private void cars() throws IOException {
        try (InputStream list = PublishedSetTest.class.getResourceAsStream("cars196/cars_annos.mat")) {
            Files.write(folder.resolve("cars_annos.mat"), list.readAllBytes());
        }
        for (int i = 1; i <= 8; i++) {
            image("car_ims/%06d.jpg".formatted(i), i);
        }
    }

    /** The list was written by scipy.io.savemat. */
    @Test
    void carsTrainsOnTheFirst98Classes() throws IOException {
        cars();
        Dataset data = open("cars196");
        assertThat(data.classNames())
                .containsExactly("Maker Model 1", "Maker Model 98", "Maker Model 99", "Maker Model 100");
        assertThat(data.train().labels()).containsExactly(0, 0, 1, 1);
        assertThat(data.test().labels()).containsExactly(2, 2, 3, 3);
        assertGreyAmongColor((ImageSet) data.train(), 2, 1);
        image("car_ims/000009.jpg", 9);
        assertThat(lines("cars196"))
                .last()
                .isEqualTo(folder + ": passed over 1 files that are not listed: car_ims/000009.jpg");
        Files.delete(folder.resolve("car_ims/000003.jpg"));
        assertRefused("cars196", "DIR: 1 of 8 listed images do not exist: DIR/car_ims/000003.jpg");
    }

    @Test
    void annotationsThatCannotBeReadAreRefused() throws IOException {
        assertRefused(
                "cars196",
                "DIR/cars_annos.mat: no such file; images in one folder for each class are read with type: folder");
        cars();
        byte[] content = Files.readAllBytes(folder.resolve("cars_annos.mat"));
        for (int length : new int[] {0, 50, 200, content.length - 20}) {
            Files.write(folder.resolve("cars_annos.mat"), Arrays.copyOf(content, length));
            assertThatExceptionOfType(DatasetException.class)
                    .isThrownBy(() -> open("cars196"))
                    .withMessageStartingWith(folder + "/cars_annos.mat: ")
                    .withMessageNotContaining("\n");
        }
    }

    private void products() throws IOException {
        StringBuilder train = new StringBuilder("image_id class_id super_class_id path\n");
        StringBuilder test = new StringBuilder("image_id class_id super_class_id path\n");
        for (int i = 0; i < 12; i++) {
            String path = "chair_final/1118%s_%s.JPG".formatted(i / 3, i % 3);
            (i < 6 ? train : test).append("%s %s 5 %s\n".formatted(i + 1, i / 3 + 1, path));
            image("Stanford_Online_Products/" + path, i);
        }
        text("Stanford_Online_Products/Ebay_train.txt", train.toString());
        text("Stanford_Online_Products/Ebay_test.txt", test.toString());
        text("Stanford_Online_Products/Ebay_info.txt", "x");
    }

    @Test
    void onlineProductsHasAListForEachPart() throws IOException {
        products();
        Dataset data = open("sop");
        assertThat(data.classNames()).containsExactly("1", "2", "3", "4");
        assertThat(data.train().labels()).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(data.test().labels()).containsExactly(2, 2, 2, 3, 3, 3);
        assertGreyAmongColor((ImageSet) data.train(), 0, 1);
        image("Stanford_Online_Products/chair_final/other.JPG", 1);
        assertThat(lines("sop"))
                .last()
                .isEqualTo(folder + ": passed over 1 files that are not listed: chair_final/other.JPG");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 1 5 chair_final/11180_0.JPG | 1 1 chair_final/11180_0.JPG   | :2: must hold image_id class_id super_class_id path, found 3 cells
            1 1 5 chair_final/11180_0.JPG | 1 x 5 chair_final/11180_0.JPG | :2: must be a whole number >= 1, found 'x'
            1 1 5 chair_final/11180_0.JPG | 1 1 5 chair_final/11180_1.JPG | :3: lists chair_final/11180_1.JPG again
            image_id                      | id                            | :1: must be the header image_id class_id super_class_id path
            """)
    void listsOfOnlineProductsAreChecked(String line, String other, String refusal) throws IOException {
        products();
        Path train = folder.resolve("Stanford_Online_Products/Ebay_train.txt");
        Files.writeString(train, Files.readString(train).replace(line, other));
        assertRefused("sop", train + refusal);
    }

    @Test
    void aClassIsNotTrainedAndTestedOn() throws IOException {
        products();
        Path test = folder.resolve("Stanford_Online_Products/Ebay_test.txt");
        Files.writeString(test, Files.readString(test).replace("7 3 5", "7 2 5"));
        assertRefused("sop", test + ":2: class 2 must be trained on or tested on, found both");
    }

    private void shop() throws IOException {
        StringBuilder list = new StringBuilder("8\nimage_name   item_id     evaluation_status\n");
        String[] parts = {"train", "train", "train", "train", "query", "gallery", "gallery", "query"};
        for (int i = 0; i < parts.length; i++) {
            String path = "img/WOMEN/Dresses/id_0000000%s/0%s_1_front.jpg".formatted(i / 2, i);
            list.append("%-60s id_0000000%s   %s\n".formatted(path, i / 2, parts[i]));
            image(path, i);
        }
        text("Eval/list_eval_partition.txt", list.toString());
    }

    @Test
    void inShopHasQueriesAndAGallery() throws IOException {
        shop();
        Dataset data = open("inshop");
        assertThat(data.classNames()).containsExactly("id_00000000", "id_00000001", "id_00000002", "id_00000003");
        assertThat(data.train().labels()).containsExactly(0, 0, 1, 1);
        assertThat(data.test().labels()).containsExactly(2, 3, 2, 3);
        assertThat(data.queryGallery().orElseThrow().queries()).isEqualTo(2);
        assertThat(data.queryGallery().orElseThrow().groups()).isEmpty();
        assertGreyAmongColor((ImageSet) data.train(), 0, 1);
        assertThat(warningsOfSizes(data, "inshop"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("inshop: the published test part has 26,830 images in 3,985 classes, found 4 images");
    }

    @Test
    void imagesOfInShopMayBeInTheFolderOfTheirZip() throws IOException {
        shop();
        Files.createDirectories(folder.resolve("Img"));
        Files.move(folder.resolve("img"), folder.resolve("Img/img"));
        assertThat(open("inshop").train().size()).isEqualTo(4);
        Files.delete(folder.resolve("Img/img/WOMEN/Dresses/id_00000003/07_1_front.jpg"));
        assertRefused(
                "inshop",
                "DIR: 1 of 8 listed images do not exist: DIR/Img/img/WOMEN/Dresses/id_00000003/07_1_front.jpg");
    }

    @ParameterizedTest
    @CsvSource({
        "'8\n', '9\n', ':1: says 9 images, lists 8'",
        "'8\n', '', ':1: must hold the number of images'",
        "item_id, item, ':2: must be the header image_name item_id evaluation_status'",
        "gallery, galery, ':8: evaluation_status must be train, query or gallery, found ''galery'''",
    })
    void theListOfInShopIsChecked(String text, String other, String refusal) throws IOException {
        shop();
        Path list = folder.resolve("Eval/list_eval_partition.txt");
        Files.writeString(list, Files.readString(list).replaceFirst(text, other));
        assertRefused("inshop", list + refusal);
    }

    @Test
    void aFolderThatIsMissingIsRefused() {
        DatasetSettings nowhere =
                new DatasetSettings("sop", Optional.of(folder.resolve("no")), Normalization.UNIT, Holdout.NONE);
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() ->
                        Datasets.of(new DataLocations(Optional.empty(), cache)).open(nowhere, 1))
                .withMessage(folder.resolve("no") + ": no such folder");
    }
}
