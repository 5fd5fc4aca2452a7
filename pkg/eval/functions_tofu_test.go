package eval

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// TestOpenTofuFunctions has the functions that Terraform lacks, so that its console cannot say what they give.
func TestOpenTofuFunctions(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]string{
		`base64gunzip(base64gzip("hello"))`:                   "\"hello\"\n: string",
		`base64gunzip("aGVsbG8=")`:                            "error",
		`base64gunzip("!")`:                                   "error",
		`base64gunzip(var.us)`:                                "(known after apply)\n: string",
		`base64gunzip(null)`:                                  "error",
		`urldecode("a+b%2Fc%3D%C3%A9")`:                       "\"a b/c=é\"\n: string",
		`urldecode(urlencode("~*'()!"))`:                      "\"~*'()!\"\n: string",
		`urldecode("%zz")`:                                    "error",
		`urldecode(sensitive("a"))`:                           "(sensitive value)\n: string",
		`cidrcontains("10.0.0.0/8", "10.1.2.3")`:              "true\n: bool",
		`cidrcontains("10.0.0.0/8", "11.1.2.3")`:              "false\n: bool",
		`cidrcontains("10.0.0.0/8", "10.1.0.0/16")`:           "true\n: bool",
		`cidrcontains("10.1.0.0/16", "10.0.0.0/8")`:           "false\n: bool",
		`cidrcontains("10.0.0.0/8", "10.0.0.0/8")`:            "true\n: bool",
		`cidrcontains("10.0.0.0/8", "010.0.0.1")`:             "true\n: bool",
		`cidrcontains("fd00::/8", "fd00:1::/32")`:             "true\n: bool",
		`cidrcontains("fd00::/8", "fe00::1")`:                 "false\n: bool",
		`cidrcontains("10.0.0.0/8", "fd00::1")`:               "error",
		`cidrcontains("0.0.0.0/0", "::/0")`:                   "error",
		`cidrcontains("10.0.0.0", "10.0.0.0")`:                "error",
		`cidrcontains("10.0.0.0/8", "x")`:                     "error",
		`cidrcontains("10.0.0.0/8", var.us)`:                  "(known after apply)\n: bool",
		`core::urldecode("a%20b")`:                            "\"a b\"\n: string",
		`plantimestamp()`:                                     "(known after apply)\n: string",
		`plantimestamp() == null`:                             "false\n: bool",
		`templatestring("%{ for i in [1] }x%{ endfor }", {})`: "\"x\"\n: string",
	} {
		if got := evaluate(expression, nil); got != want {
			t.Errorf("%s is %s, want %s", expression, got, want)
		}
	}
}

// closedFiles holds one file that is not for demarc to see.
type closedFiles struct{}

func (closedFiles) ReadFile(string) ([]byte, error) {
	return nil, &fs.PathError{Op: "read", Path: "/etc/passwd", Err: fs.ErrPermission}
}
func (closedFiles) Exists(string) (bool, error)   { return false, fs.ErrPermission }
func (closedFiles) List(string) ([]string, error) { return nil, fs.ErrPermission }
func (closedFiles) Abs(string) string             { return "" }

func TestFilesOutOfSightAreUnknown(t *testing.T) {
	t.Parallel()
	for _, files := range []Files{nil, closedFiles{}} {
		ctx := &hcl.EvalContext{Functions: Functions(files)}
		for _, expression := range []string{
			`file("/etc/passwd")`, `filebase64("/etc/passwd")`, `filesha256("/etc/passwd")`, `fileexists("/etc/passwd")`,
			`fileset("/etc", "*")`, `templatefile("/etc/passwd", {})`, `abspath("a")`, `pathexpand("~/a")`, `file("~/a")`,
			`try(file("/etc/passwd"), "default")`,
		} {
			if v := value(t, ctx, expression); v.IsKnown() {
				t.Errorf("%s is known: %#v", expression, v)
			}
		}
	}
}

func TestFunctionsAreTheCallersOwn(t *testing.T) {
	t.Parallel()
	first := Functions(nil)
	delete(first, "upper")
	if _, ok := Functions(nil)["upper"]; !ok {
		t.Error("a change to one table is a change to all")
	}
}

func TestYAMLOfBytesEnds(t *testing.T) {
	t.Parallel()
	for _, v := range []cty.Value{cty.StringVal("\xc3"), cty.MapVal(map[string]cty.Value{"a\xff": cty.True})} {
		if _, err := Functions(nil)["yamlencode"].Call([]cty.Value{v}); err == nil {
			t.Errorf("%#v has a YAML encoding", v)
		}
	}
}

func TestPanicsAreTold(t *testing.T) {
	t.Parallel()
	_, err := Functions(nil)["merge"].Call([]cty.Value{cty.NullVal(cty.DynamicPseudoType), cty.NumberIntVal(0)})
	if err == nil || strings.Contains(err.Error(), "goroutine") {
		t.Errorf("want an error without a stack, got %v", err)
	}
}

func TestSumOfOpposingInfinities(t *testing.T) {
	t.Parallel()
	_, err := sum(cty.TupleVal([]cty.Value{cty.PositiveInfinity, cty.NegativeInfinity}))
	if err == nil || errors.As(err, new(*BudgetError)) {
		t.Errorf("want an error of the sum, got %v", err)
	}
}
