import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ProfileDirectory;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Has veraPDF judge many PDFs in one run.
 *
 * <p>Each line read is "PROFILE,PROFILE<tab>PATH", a profile being the name of a file of rules in
 * veraPDF's jar, such as PDFUA-1. Each line written is "PATH<tab>PROFILE<tab>RULE<tab>MESSAGE": one
 * for each rule that is broken, as "clause-test"; one with the rule "ok" where none is; one with the
 * rule "unreadable" where the file is no PDF.
 *
 * <p>veraPDF reads its rules with a library that the jar does not have. They are read here with
 * Java's own reader of XML instead, and put where veraPDF looks for them.
 */
public class Judge {
    private static final String FOLDER = "org/verapdf/pdfa/validation/";
    // What files that are attached may be judged by, whatever their container is judged by.
    private static final List<String> ATTACHED =
            List.of("PDFA-1A", "PDFA-1B", "PDFA-2A", "PDFA-2B", "PDFA-2U", "PDFA-4", "PDFA-4F", "PDFA-4E");
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Map<String, ValidationProfile> profiles = new LinkedHashMap<>();

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        new Judge().judgeAll(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    private void judgeAll(BufferedReader lines) throws Exception {
        for (String name : ATTACHED) profile(name);
        offer();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t");
            for (String name : parts[0].split(",")) judge(parts[1], name);
        }
    }

    private void judge(String path, String name) throws Exception {
        ValidationProfile profile = profile(name);
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(new File(path), profile.getPDFAFlavour());
                PDFAValidator validator = ValidatorFactory.createValidator(profile, 1, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) say(path, name, "ok", "");
            for (RuleId rule : result.getFailedChecks().keySet())
                say(path, name, rule.getClause() + "-" + rule.getTestNumber(), message(result, rule));
        } catch (Exception error) {
            say(path, name, "unreadable", error.toString());
        }
    }

    private static String message(ValidationResult result, RuleId rule) {
        for (TestAssertion each : result.getTestAssertions())
            if (each.getRuleId().equals(rule)) return each.getMessage() + " " + each.getLocationContext();
        return "";
    }

    private static void say(String... parts) {
        List<String> cells = new ArrayList<>();
        for (String part : parts) cells.add(part.replaceAll("\\s+", " "));
        OUT.println(String.join("\t", cells));
    }

    /** Puts the profiles into veraPDF's own directory of them, which its missing reader left empty. */
    private void offer() throws Exception {
        ProfileDirectory ours = Profiles.directoryFromProfiles(new HashSet<>(profiles.values()));
        ProfileDirectory theirs = Profiles.getVeraProfileDirectory();
        for (String name : List.of("profileDir", "flavourDir")) {
            Field field = theirs.getClass().getDeclaredField(name);
            field.setAccessible(true);
            field.set(theirs, field.get(ours));
        }
    }

    // --- the files of rules ---------------------------------------------------------------

    private ValidationProfile profile(String name) throws Exception {
        if (!profiles.containsKey(name)) profiles.put(name, read(name));
        return profiles.get(name);
    }

    private static ValidationProfile read(String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element top;
        try (InputStream file = PDFAFlavour.class.getClassLoader().getResourceAsStream(FOLDER + name + ".xml")) {
            top = factory.newDocumentBuilder().parse(file).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element each : below(top, "rules", "rule")) rules.add(rule(each));
        Set<Variable> variables = new HashSet<>();
        for (Element each : below(top, "variables", "variable")) variables.add(variable(each));
        return Profiles.profileFromValues(
                PDFAFlavour.valueOf(top.getAttribute("flavour")),
                Profiles.profileDetailsFromValues(name, name, "", new Date(0)),
                "",
                rules,
                variables);
    }

    private static Rule rule(Element rule) {
        Element id = below(rule, "id").get(0);
        Element error = below(rule, "error").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element each : below(error, "arguments", "argument"))
            arguments.add(ErrorArgumentImpl.fromValues(each.getTextContent(), attribute(each, "name"), null));
        String deferred = attribute(rule, "deferred");
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                deferred == null ? null : Boolean.valueOf(deferred),
                attribute(rule, "tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments),
                List.of());
    }

    private static Variable variable(Element variable) {
        return Profiles.variableFromValues(
                attribute(variable, "name"),
                attribute(variable, "object"),
                text(variable, "defaultValue"),
                text(variable, "value"));
    }

    /** The elements at a path of names below an element. */
    private static List<Element> below(Element top, String... path) {
        List<Element> found = List.of(top);
        for (String name : path) {
            List<Element> next = new ArrayList<>();
            for (Element each : found)
                for (Node node = each.getFirstChild(); node != null; node = node.getNextSibling())
                    if (node instanceof Element && name.equals(node.getLocalName())) next.add((Element) node);
            found = next;
        }
        return found;
    }

    private static String text(Element element, String name) {
        List<Element> found = below(element, name);
        return found.isEmpty() ? null : found.get(0).getTextContent();
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }
}
