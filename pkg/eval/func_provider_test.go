package eval

import "testing"

// Terraform cannot be asked about these without the aws provider: the values are those of the provider's own documentation of the functions.
func TestFunctionsOfTheAWSProvider(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]string{
		`provider::aws::arn_parse("arn:aws:iam::444455556666:role/example").account_id`:          "\"444455556666\"\n: string",
		`provider::aws::arn_parse("arn:aws:logs:eu-west-1:444455556666:log-group:a:*").resource`: "\"log-group:a:*\"\n: string",
		`provider::aws::arn_parse("role/example")`:                                               "error",
		`provider::aws::arn_parse("arn:aws:iam")`:                                                "error",
		`provider::aws::arn_parse(var.us).partition`:                                             "(known after apply)\n: string",
		`provider::aws::arn_build("aws", "iam", "", "444455556666", "role/example")`:             "\"arn:aws:iam::444455556666:role/example\"\n: string",
		`provider::aws::arn_build("aws", "iam", "", sensitive("444455556666"), "role/example")`:  "(sensitive value)\n: string",
		`provider::aws::trim_iam_role_path("arn:aws:iam::444455556666:role/with/path/example")`:  "\"arn:aws:iam::444455556666:role/example\"\n: string",
		`provider::aws::trim_iam_role_path("arn:aws:iam::444455556666:role/example")`:            "\"arn:aws:iam::444455556666:role/example\"\n: string",
		`provider::aws::trim_iam_role_path("arn:aws:iam::444455556666:user/example")`:            "error",
		`provider::aws::trim_iam_role_path("arn:aws:sts::444455556666:assumed-role/a/b")`:        "error",
		`provider::aws::trim_iam_role_path("arn:aws:x::444455556666:role/a")`:                    "error",
		`provider::aws::trim_iam_role_path(":role/a")`:                                           "error",
	} {
		if got := evaluate(expression, nil); got != want {
			t.Errorf("%s: got %s, want %s", expression, got, want)
		}
	}
}
