export interface TestProviderConfig {
  /**
  * assume_role block
  *
  * Docs at Terraform Registry: {@link https://example.invalid/docs#assume_role TestProvider#assume_role}
  */
  readonly assumeRole?: TestProviderAssumeRole[] | cdktn.IResolvable;
}
export interface TestProviderAssumeRole {
  /**
  * Docs at Terraform Registry: {@link https://example.invalid/docs#role_arn TestProvider#role_arn}
  */
  readonly roleArn: string;
  /**
  * Docs at Terraform Registry: {@link https://example.invalid/docs#policy_arns TestProvider#policy_arns}
  */
  readonly policyArns?: string[];
}
export function testProviderAssumeRoleToHclTerraform(struct?: TestProviderAssumeRole | cdktn.IResolvable): any {
  const attrs = {
    role_arn: {
      value: cdktn.stringToHclTerraform(struct!.roleArn),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    policy_arns: {
      value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(struct!.policyArns),
      isBlock: false,
      type: "set",
      storageClassType: "stringList",
    },
  };
}
export class TestProvider extends cdktn.TerraformProvider {
  public constructor(scope: Construct, id: string, config: TestProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'test',
      terraformGeneratorMetadata: {
        providerVersion: '1.2.3',
      },
    });
  }
  // assume_role - computed: false, optional: true, required: false
  private _assumeRole?: TestProviderAssumeRole[] | cdktn.IResolvable; 
  public get assumeRole() {
    return this._assumeRole;
  }
  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      assume_role: {
        value: cdktn.listMapperHcl(testProviderAssumeRoleToHclTerraform, true)(this._assumeRole),
        isBlock: true,
        type: "list",
        storageClassType: "TestProviderAssumeRoleList",
      },
    };
  }
}
