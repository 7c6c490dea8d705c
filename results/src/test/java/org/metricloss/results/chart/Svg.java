package org.metricloss.results.chart;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** An SVG file as a reader sees it. */
final class Svg {
    private final Document document;

    private Svg(Document document) {
        this.document = document;
    }

    static Svg of(byte[] bytes) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            // A figure that named a document type would be looked up in the network.
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new Svg(factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes)));
        } catch (Exception malformed) {
            throw new AssertionError("no SVG: " + malformed.getMessage(), malformed);
        }
    }

    String only(String tag) {
        NodeList found = document.getElementsByTagName(tag);
        if (found.getLength() != 1) {
            throw new AssertionError("expected one " + tag + ", found " + found.getLength());
        }
        return found.item(0).getTextContent();
    }

    List<String> texts() {
        return all().stream()
                .filter(element -> element.getTagName().equals("text"))
                .map(Element::getTextContent)
                .toList();
    }

    /** How many shapes are filled with a colour such as {@code #4477AA}; bands, which are translucent, are none. */
    long filled(String colour) {
        return shapes(colour).count();
    }

    /** The straight lines of a colour such as {@code #4477AA}: x1, y1, x2, y2 each. */
    List<double[]> lines(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        String stroke = String.format(Locale.ROOT, "stroke:rgb(%d,%d,%d);", rgb >> 16, rgb >> 8 & 255, rgb & 255);
        return all().stream()
                .filter(element -> element.getTagName().equals("line")
                        && element.getAttribute("style").contains(stroke))
                .map(element -> Stream.of("x1", "y1", "x2", "y2")
                        .mapToDouble(name -> Double.parseDouble(element.getAttribute(name)))
                        .toArray())
                .toList();
    }

    /** Width and height of the area between the axes. */
    double[] frame() {
        Element clip = (Element) document.getElementsByTagName("clipPath").item(0);
        Element area = (Element) clip.getElementsByTagName("rect").item(0);
        return new double[] {
            Double.parseDouble(area.getAttribute("width")), Double.parseDouble(area.getAttribute("height"))
        };
    }

    /** Width, height and the least x and y of the polygons of a colour. */
    List<double[]> boxes(String colour) {
        List<double[]> boxes = new ArrayList<>();
        shapes(colour).filter(element -> element.getTagName().equals("path")).forEach(element -> {
            DoubleSummaryStatistics x = new DoubleSummaryStatistics();
            DoubleSummaryStatistics y = new DoubleSummaryStatistics();
            for (String corner :
                    element.getAttribute("d").replaceAll("[MLZ]", "").trim().split("\\s+")) {
                String[] place = corner.split(",");
                x.accept(Double.parseDouble(place[0]));
                y.accept(Double.parseDouble(place[1]));
            }
            boxes.add(new double[] {x.getMax() - x.getMin(), y.getMax() - y.getMin(), x.getMin(), y.getMin()});
        });
        return boxes;
    }

    private Stream<Element> shapes(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        String style =
                String.format(Locale.ROOT, "fill:rgb(%d,%d,%d);stroke:none", rgb >> 16, rgb >> 8 & 255, rgb & 255);
        return all().stream().filter(element -> element.getAttribute("style").startsWith(style));
    }

    /** How many translucent shapes there are. */
    long bands() {
        return all().stream()
                .filter(element -> element.getAttribute("style").contains("fill-opacity"))
                .count();
    }

    private List<Element> all() {
        NodeList nodes = document.getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
