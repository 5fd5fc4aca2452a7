package main

import (
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/schema"
)

func text(required bool) *schema.Attribute {
	return &schema.Attribute{Type: cty.String, Required: required, Optional: !required}
}

func body(attributes map[string]*schema.Attribute, blocks map[string]*schema.NestedBlock) *schema.Block {
	if blocks == nil {
		blocks = map[string]*schema.NestedBlock{}
	}
	return &schema.Block{Attributes: attributes, Blocks: blocks}
}

func resources(blocks map[string]*schema.Block) schema.Definitions {
	return schema.Definitions{schema.Resource: blocks, schema.Data: {}, schema.ProviderBlock: {}}
}

func TestUniteWithEarlierVersion(t *testing.T) {
	t.Parallel()
	type attributes = map[string]*schema.Attribute
	type nested = map[string]*schema.NestedBlock
	now := resources(map[string]*schema.Block{"t_a": body(attributes{"both": text(true)},
		nested{"disk": {Block: body(attributes{}, nil), Nesting: schema.List}})})
	earlier := resources(map[string]*schema.Block{
		"t_a": body(attributes{"both": text(false), "old": text(true), "disk": text(false)}, nested{
			"disk":    {Block: body(attributes{"size": text(false)}, nil), Nesting: schema.List},
			"network": {Block: body(attributes{}, nil), Nesting: schema.Set, MinItems: 1},
		}),
		"t_gone": body(attributes{"name": text(true)}, nil),
	})
	deprecate(now, earlier)
	unite(now, earlier)
	a := now[schema.Resource]["t_a"]
	if both := a.Attributes["both"]; !both.Required || both.Deprecated {
		t.Errorf("what both have changed: %+v", both)
	}
	if old := a.Attributes["old"]; old.Required || !old.Optional || !old.Deprecated {
		t.Errorf("what only the earlier has is required, or not deprecated: %+v", old)
	}
	if a.Attributes["disk"] != nil {
		t.Error("a block became an argument, too")
	}
	if size := a.Blocks["disk"].Attributes["size"]; size == nil || !size.Deprecated {
		t.Errorf("nested: %+v", size)
	}
	if network := a.Blocks["network"]; network == nil || network.MinItems != 0 {
		t.Errorf("network: %+v", network)
	}
	if gone := now[schema.Resource]["t_gone"]; gone == nil || !gone.Attributes["name"].Required {
		t.Errorf("a type that only the earlier has: %+v", gone)
	}
}

func TestFactsMustExist(t *testing.T) {
	t.Parallel()
	definitions := resources(map[string]*schema.Block{"random_string": body(map[string]*schema.Attribute{}, nil)})
	if addFacts("random", definitions) == nil {
		t.Error("a fact about an argument that is gone passes")
	}
	if completeWebACL("aws", definitions) == nil {
		t.Error("no web ACL, no error")
	}
}

func TestSecretNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"password": true, "master_password": true, "client_secret": true, "secret_string": true, "primary_connection_string": true,
		"password_length": false, "name": false, "secret_manager_stored_password": false, "mypassword": false, "kms_key_id": false,
	} {
		if isSecretName(name) != want {
			t.Errorf("%s: want %v", name, want)
		}
	}
	b := body(map[string]*schema.Attribute{"password": {Type: cty.Bool}, "auth_token": text(false)}, nil)
	markSecrets(b)
	if b.Attributes["password"].Sensitive || !b.Attributes["auth_token"].Sensitive {
		t.Error("only texts are secrets")
	}
}
