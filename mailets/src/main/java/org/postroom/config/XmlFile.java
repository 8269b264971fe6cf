// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads an XML file with line numbers, and without document types or external entities. */
final class XmlFile {

    private static final int DEEPEST = 50;

    private XmlFile() {}

    /** The root element, or empty when the file cannot be read; the reason is then among the errors. */
    static Optional<XmlElement> read(Path file, Errors errors) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return read(bytes, errors);
        } catch (NoSuchFileException e) {
            errors.add(0, "", "there is no such file; the sample that comes with Postroom is a good start");
        } catch (IOException e) {
            errors.add(0, "", "cannot be read: " + e.getMessage());
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            errors.add(line, "", "is no well-formed XML: " + reason(e));
        }
        return Optional.empty();
    }

    private static Optional<XmlElement> read(InputStream bytes, Errors errors) throws XMLStreamException {
        XMLStreamReader reader = factory().createXMLStreamReader(bytes);
        try {
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    errors.add(reader.getLocation().getLineNumber(), "", "a document type (DOCTYPE) is not allowed");
                    return Optional.empty();
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    XmlElement root = element(reader, 1);
                    readToEnd(reader);
                    return Optional.of(root);
                }
            }
            return Optional.empty();
        } finally {
            reader.close();
        }
    }

    /** The JDK's own parser, whatever else lies on the class path. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static XmlElement element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("Message: nested deeper than " + DEEPEST, reader.getLocation());
        }
        String name = reader.getLocalName();
        int line = reader.getLocation().getLineNumber();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        List<XmlElement> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children.add(element(reader, depth + 1));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            }
        }
        return new XmlElement(
                name, line, attributes, List.copyOf(children), text.toString().strip());
    }

    private static void readToEnd(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
    }

    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int start = message.indexOf("Message: ");
        return (start < 0 ? message : message.substring(start + "Message: ".length())).replace('\n', ' ');
    }
}
