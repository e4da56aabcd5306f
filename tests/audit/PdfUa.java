// Validates PDF files against PDF/UA-1 (ISO 14289-1) with the rules of veraPDF: java PdfUa.java FILE...
// One line a file, then each rule that it breaks, with its message and the first place. Exit 1 for any.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

public class PdfUa {
    private static final String RULES = "/org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile rules = Profiles.profileFromXml(Profiles.class.getResourceAsStream(RULES));
        int broken = 0;
        for (String file : files) {
            broken += validate(file, rules) ? 0 : 1;
        }
        System.exit(broken > 0 ? 1 : 0);
    }

    private static boolean validate(String file, ValidationProfile rules) throws Exception {
        try (InputStream data = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(data, PDFAFlavour.PDFUA_1);
                PDFAValidator validator = ValidatorFactory.createValidator(rules, 1000, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + file);
            Map<String, String> found = new LinkedHashMap<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
                    found.putIfAbsent(rule, one.getMessage() + "\n      at " + one.getLocation().getContext());
                }
            }
            found.forEach((rule, message) -> System.out.println("   " + rule + " " + message));
            return result.isCompliant();
        } catch (Exception error) {
            System.out.println("ERROR " + file + " " + error);
            return false;
        }
    }
}
