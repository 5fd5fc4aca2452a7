package schema

import (
	"testing"

	"github.com/zclconf/go-cty/cty"
)

func TestAttributes(t *testing.T) {
	t.Parallel()
	strings := cty.Set(cty.String)
	for _, want := range []struct {
		kind           Kind
		typ, attribute string
		Attribute
	}{
		{Resource, "aws_db_instance", "publicly_accessible", Attribute{Type: cty.Bool, Optional: true}},
		{Resource, "aws_db_instance", "instance_class", Attribute{Type: cty.String, Required: true}},
		{Resource, "aws_db_instance", "password", Attribute{Type: cty.String, Optional: true, Sensitive: true}},
		{Resource, "aws_db_instance", "id", Attribute{Type: cty.String, Optional: true, Computed: true}},
		{Resource, "aws_db_instance", "allocated_storage", Attribute{Type: cty.Number, Optional: true, Computed: true}},
		{Resource, "aws_db_instance", "vpc_security_group_ids", Attribute{Type: strings, Optional: true, Computed: true}},
		{Resource, "aws_s3_bucket", "acl", Attribute{Type: cty.String, Optional: true, Computed: true, Deprecated: true}},
		{Resource, "aws_s3_bucket", "arn", Attribute{Type: cty.String, Computed: true}},
		{Resource, "aws_s3_bucket", "tags", Attribute{Type: cty.Map(cty.String), Optional: true}},
		{Resource, "aws_lb", "subnets", Attribute{Type: strings, Optional: true, Computed: true}},
		{Resource, "aws_ssm_parameter", "value", Attribute{Type: cty.String, Optional: true, Computed: true, Sensitive: true}},
		{Data, "aws_iam_policy_document", "json", Attribute{Type: cty.String, Computed: true}},
		{Data, "aws_ami", "owners", Attribute{Type: cty.List(cty.String), Optional: true}},
		{Data, "aws_region", "name", Attribute{Type: cty.String, Optional: true, Computed: true, Deprecated: true}},
		{ProviderBlock, "aws", "region", Attribute{Type: cty.String, Optional: true}},
		{Resource, "azurerm_storage_account", "min_tls_version", Attribute{Type: cty.String, Optional: true}},
		{Resource, "azurerm_key_vault_secret", "value", Attribute{Type: cty.String, Optional: true, Sensitive: true}},
		{Resource, "google_storage_bucket", "uniform_bucket_level_access", Attribute{Type: cty.Bool, Optional: true, Computed: true}},
		{Resource, "kubernetes_manifest", "manifest", Attribute{Type: cty.DynamicPseudoType, Required: true}},
		{Resource, "terraform_data", "input", Attribute{Type: cty.DynamicPseudoType, Optional: true}},
		{Resource, "random_password", "result", Attribute{Type: cty.String, Computed: true, Sensitive: true}},
	} {
		attribute := Lookup(want.kind, want.typ).Attributes[want.attribute]
		if attribute == nil {
			t.Errorf("%s has no argument %s", want.typ, want.attribute)
		} else if *attribute != want.Attribute {
			t.Errorf("%s.%s: got %+v, want %+v", want.typ, want.attribute, *attribute, want.Attribute)
		}
	}
}

func TestBlocks(t *testing.T) {
	t.Parallel()
	for _, want := range []struct {
		kind       Kind
		typ, block string
		NestedBlock
	}{
		{Resource, "aws_instance", "root_block_device", NestedBlock{Nesting: List, MaxItems: 1}},
		{Resource, "aws_instance", "ebs_block_device", NestedBlock{Nesting: Set}},
		{Resource, "aws_instance", "timeouts", NestedBlock{Nesting: Single, MaxItems: 1}},
		{Resource, "aws_s3_bucket", "cors_rule", NestedBlock{Nesting: List}},
		{Resource, "aws_s3_bucket_server_side_encryption_configuration", "rule", NestedBlock{Nesting: Set, MinItems: 1}},
		{Resource, "aws_security_group", "ingress", NestedBlock{Nesting: Set, AsAttribute: true}},
		{Resource, "aws_security_group", "egress", NestedBlock{Nesting: Set, AsAttribute: true}},
		{Resource, "aws_default_security_group", "ingress", NestedBlock{Nesting: Set, AsAttribute: true}},
		{Resource, "aws_network_acl", "ingress", NestedBlock{Nesting: Set, AsAttribute: true}},
		{Resource, "aws_default_network_acl", "ingress", NestedBlock{Nesting: Set}},
		{Resource, "aws_route_table", "route", NestedBlock{Nesting: Set, AsAttribute: true}},
		{Resource, "aws_s3tables_table_bucket", "encryption_configuration", NestedBlock{Nesting: Single, MaxItems: 1, AsAttribute: true}},
		{Data, "aws_iam_policy_document", "statement", NestedBlock{Nesting: List}},
		{ProviderBlock, "aws", "assume_role", NestedBlock{Nesting: List}},
		{Resource, "azurerm_network_security_group", "security_rule", NestedBlock{Nesting: Set, AsAttribute: true}},
		{Resource, "azurerm_linux_virtual_machine", "os_disk", NestedBlock{Nesting: List, MinItems: 1, MaxItems: 1}},
		{Resource, "google_compute_firewall", "allow", NestedBlock{Nesting: Set}},
		{ProviderBlock, "google-beta", "batching", NestedBlock{Nesting: List}},
		{ProviderBlock, "helm", "kubernetes", NestedBlock{Nesting: Single, MaxItems: 1, AsAttribute: true}},
		{Resource, "aws_wafv2_web_acl", "rule", NestedBlock{Nesting: Set}},
	} {
		nested := Lookup(want.kind, want.typ).Blocks[want.block]
		if nested == nil {
			t.Errorf("%s has no block %s", want.typ, want.block)
			continue
		}
		want.Block = nested.Block
		if *nested != want.NestedBlock {
			t.Errorf("%s.%s: got %+v, want %+v", want.typ, want.block, *nested, want.NestedBlock)
		}
	}
}

func TestNestedBlocks(t *testing.T) {
	t.Parallel()
	statement := Lookup(Data, "aws_iam_policy_document").Blocks["statement"]
	if actions := statement.Attributes["actions"]; actions == nil || !actions.Type.Equals(cty.Set(cty.String)) {
		t.Errorf("statement.actions: %+v", actions)
	}
	if statement.Blocks["principals"].Attributes["identifiers"] == nil {
		t.Error("statement.principals has no identifiers")
	}
	rule := Lookup(Resource, "aws_security_group").Blocks["ingress"]
	if cidrs := rule.Attributes["cidr_blocks"]; cidrs == nil || !cidrs.Type.Equals(cty.List(cty.String)) {
		t.Errorf("ingress.cidr_blocks: %+v", cidrs)
	}
	acl := Lookup(Resource, "aws_wafv2_web_acl").Blocks["rule"].Blocks["statement"]
	scope := acl.Blocks["rate_based_statement"].Blocks["scope_down_statement"]
	if scope.Blocks["and_statement"].Blocks["statement"].Blocks["not_statement"] == nil {
		t.Error("statements of a web ACL are not nested")
	}
	if !Lookup(Resource, "aws_quicksight_analysis").Blocks["definition"].Opaque {
		t.Error("a definition is not described, so anything must be right in it")
	}
}

func TestTypeIsAsTerraformImpliesIt(t *testing.T) {
	t.Parallel()
	got := Lookup(Resource, "aws_security_group").Type()
	if !got.AttributeType("ingress").IsSetType() || !got.AttributeType("timeouts").IsObjectType() {
		t.Errorf("got %#v", got)
	}
	if got.AttributeType("ingress").ElementType().AttributeType("from_port") != cty.Number {
		t.Error("from_port is no number")
	}
	analysis := Lookup(Resource, "aws_quicksight_analysis").Type()
	if analysis.AttributeType("definition") != cty.DynamicPseudoType {
		t.Error("a block that is not described has no type of its own")
	}
}

func TestEveryTypeDecodes(t *testing.T) {
	t.Parallel()
	for kind := range kinds {
		for _, typeName := range Types(kind) {
			b := Lookup(kind, typeName)
			if b == nil {
				t.Fatalf("%s is listed and not found", typeName)
			}
			if got := b.Type(); got != cty.DynamicPseudoType && len(got.AttributeTypes()) != len(b.Attributes)+len(b.Blocks) {
				t.Errorf("%s has an argument and a block of one name", typeName)
			}
		}
	}
}
