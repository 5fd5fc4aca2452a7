package graph_test

import "testing"

// To list what such a value holds is to list it before: in native syntax and in JSON, where each look parses the text anew.
func TestValuesThatListThemselvesEnd(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"loop":   "locals {\n  a = [for x in local.a : x]\n}\nresource \"terraform_data\" \"x\" {\n  input = local.a\n}\n",
		"circle": "locals {\n  a = [for x in local.b : x]\n  b = concat(local.a, local.a)\n}\nresource \"terraform_data\" \"x\" {\n  input = local.a\n}\n",
		"call":   "locals {\n  a = merge(local.a, { x = 1 })\n}\nresource \"terraform_data\" \"x\" {\n  input = local.a\n}\n",
		"JSON": "-- main.tf.json --\n{\"locals\": {\"a\": \"${concat(local.a, local.a)}\"}," +
			" \"resource\": {\"terraform_data\": {\"x\": {\"input\": \"${local.a}\"}}}}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if v := one(t, build(t, text), "terraform_data.x").Get("input"); v.Known() || len(v.Each()) > 1 {
				t.Errorf("it is known: %v", v.Each())
			}
		})
	}
}
