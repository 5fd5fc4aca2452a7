package main

import (
	"fmt"
	"maps"

	"github.com/demarc-lint/demarc/pkg/schema"
)

// completeWebACL describes the statements of the rules of web ACLs and rule groups, which hold themselves and which the bindings
// therefore leave out, by those of the resource that is one rule.
func completeWebACL(provider string, definitions schema.Definitions) error {
	if provider != "aws" {
		return nil
	}
	resources := definitions[schema.Resource]
	statement, err := nestedAt(resources["aws_wafv2_web_acl_rule"], "statement")
	if err != nil {
		return err
	}
	complete := withScopes(statement.Block)
	for _, typeName := range []string{"aws_wafv2_web_acl", "aws_wafv2_rule_group"} {
		left, err := nestedAt(resources[typeName], "rule", "statement")
		if err != nil {
			return err
		}
		left.Block = complete
	}
	return nil
}

func nestedAt(b *schema.Block, names ...string) (*schema.NestedBlock, error) {
	var nested *schema.NestedBlock
	for _, name := range names {
		if b == nil || b.Blocks[name] == nil {
			return nil, fmt.Errorf("no block %v to describe web ACLs by", names)
		}
		nested = b.Blocks[name]
		b = nested.Block
	}
	return nested, nil
}

// withScopes lets scope-down statements be combined: in a single rule they are plain, in a web ACL they are not.
func withScopes(statement *schema.Block) *schema.Block {
	combined := copyOf(statement)
	for _, name := range []string{"rate_based_statement", "managed_rule_group_statement"} {
		holder := *statement.Blocks[name]
		scope := *holder.Blocks["scope_down_statement"]
		scope.Block = copyOf(scope.Block)
		for _, how := range []string{"and_statement", "or_statement", "not_statement"} {
			scope.Blocks[how] = statement.Blocks[how]
		}
		holder.Block = copyOf(holder.Block)
		holder.Blocks["scope_down_statement"] = &scope
		combined.Blocks[name] = &holder
	}
	return combined
}

func copyOf(b *schema.Block) *schema.Block {
	return &schema.Block{Attributes: maps.Clone(b.Attributes), Blocks: maps.Clone(b.Blocks)}
}
