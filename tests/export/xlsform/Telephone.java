import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.data.DateData;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XPathReference;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathFuncExpr;

/**
 * The engine of ODK Collect, spoken to line by line; fields are parted by tabs.
 *
 * open FILE                     loads a form
 * set NAME TYPE VALUE           sets /data/NAME; an empty value clears it
 * holds XPATH                   whether a condition holds: true or false
 * fill                          walks the form from its first question to its last. For each one
 *                               that is shown it says `ask NAME TYPE` and reads an answer; then
 *                               `kept` or `refused`. At the end `done` and the record, as XML.
 */
public class Telephone {
    private static BufferedReader in;
    private static PrintStream out;
    private static FormDef form;

    public static void main(String[] arguments) throws Exception {
        in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out = new PrintStream(System.out, true, "UTF-8");
        System.setOut(System.err);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] said = line.split("\t", -1);
            switch (said[0]) {
                case "open": open(said[1]); break;
                case "set": set(said[1], said[2], said[3]); break;
                case "holds": say(String.valueOf(holds(said[1]))); break;
                case "fill": fill(); break;
                default: throw new IllegalArgumentException(line);
            }
        }
    }

    private static void open(String file) throws Exception {
        byte[] content = Files.readAllBytes(Path.of(file));
        form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(content));
        form.initialize(true, new InstanceInitializationFactory());
        say("open");
    }

    private static void set(String name, String type, String value) {
        TreeElement node = form.getMainInstance()
            .resolveReference(new XPathReference("/data/" + name));
        node.setAnswer(answer(type, value));
    }

    private static boolean holds(String xpath) throws Exception {
        EvaluationContext context = form.getEvaluationContext();
        Object value = XPathParseTool.parseXPath(xpath).eval(form.getMainInstance(), context);
        return XPathFuncExpr.toBoolean(value);
    }

    private static void fill() throws Exception {
        FormEntryModel model = new FormEntryModel(form);
        FormEntryController controller = new FormEntryController(model);
        int event = controller.stepToNextEvent();
        while (event != FormEntryController.EVENT_END_OF_FORM) {
            if (event == FormEntryController.EVENT_QUESTION) {
                ask(controller, model);
            }
            event = controller.stepToNextEvent();
        }
        form.postProcessInstance();
        byte[] xml = new XFormSerializingVisitor().serializeInstance(form.getMainInstance());
        say("done\t" + new String(xml, StandardCharsets.UTF_8).replace("\n", " "));
    }

    private static void ask(FormEntryController controller, FormEntryModel model) throws Exception {
        FormEntryPrompt prompt = model.getQuestionPrompt();
        if (prompt.isReadOnly()) {
            return;
        }
        FormIndex index = model.getFormIndex();
        String type = typeOf(prompt);
        say("ask\t" + index.getReference().getNameLast() + "\t" + type);
        IAnswerData given = answer(type, in.readLine());
        int result = controller.answerQuestion(index, given, true);
        say(result == FormEntryController.ANSWER_OK ? "kept" : "refused");
    }

    private static String typeOf(FormEntryPrompt prompt) {
        switch (prompt.getControlType()) {
            case Constants.CONTROL_SELECT_ONE: return "one";
            case Constants.CONTROL_SELECT_MULTI: return "several";
            default: break;
        }
        switch (prompt.getDataType()) {
            case Constants.DATATYPE_INTEGER: return "integer";
            case Constants.DATATYPE_DECIMAL: return "decimal";
            case Constants.DATATYPE_DATE: return "date";
            default: return "text";
        }
    }

    private static IAnswerData answer(String type, String value) {
        if (value.isEmpty()) {
            return null;
        }
        switch (type) {
            case "integer": return new IntegerData(Integer.parseInt(value));
            case "decimal": return new DecimalData(Double.parseDouble(value));
            case "one": return new SelectOneData(new Selection(value));
            case "several": return new MultipleItemsData(selections(value));
            case "date": return new DateData(midnight(value));
            default: return new StringData(value);
        }
    }

    private static List<Selection> selections(String value) {
        List<Selection> chosen = new ArrayList<>();
        for (String one : value.split(" ")) {
            chosen.add(new Selection(one));
        }
        return chosen;
    }

    private static Date midnight(String value) {
        return Date.from(LocalDate.parse(value)
            .atStartOfDay(java.time.ZoneId.systemDefault()).toInstant());
    }

    private static void say(String line) {
        out.println(line);
    }
}
