package schema

import (
	"testing"

	"github.com/zclconf/go-cty/cty"
)

func TestDump(t *testing.T) {
	b := Lookup(Resource, "aws_security_group")
	for n, a := range b.Attributes {
		t.Logf("%s %+v %#v", n, *a, a.Type)
	}
	for n, a := range b.Blocks {
		t.Logf("%s %v %d %d %v", n, a.Nesting, a.MinItems, a.MaxItems, a.AsAttribute)
	}
	_ = cty.String
	for _, n := range Types(Resource) {
		Lookup(Resource, n).Type()
	}
	for _, n := range Types(Data) {
		Lookup(Data, n).Type()
	}
}

func BenchmarkFirst(b *testing.B) {
	for _, name := range []string{"aws_security_group", "aws_instance", "aws_s3_bucket", "aws_wafv2_web_acl_rule", "aws_kinesis_firehose_delivery_stream"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				open(awsFile).find(Resource, name)
			}
		})
	}
}

func BenchmarkLater(b *testing.B) {
	for b.Loop() {
		Lookup(Resource, "aws_instance")
	}
}
