export interface ThingConfig extends cdktn.TerraformMetaArguments {
  /**
  * Docs at Terraform Registry: {@link https://example.invalid/docs/resources/thing#name Thing#name}
  */
  readonly name: string;
  /**
  * Docs at Terraform Registry: {@link https://example.invalid/docs/resources/thing#ports Thing#ports}
  */
  readonly ports?: number[];
  /**
  * Docs at Terraform Registry: {@link https://example.invalid/docs/resources/thing#rule Thing#rule}
  */
  readonly rule?: ThingRule[] | cdktn.IResolvable;
  /**
  * definition block
  *
  * Docs at Terraform Registry: {@link https://example.invalid/docs/resources/thing#definition Thing#definition}
  */
  readonly definition?: any;
  /**
  * disk block
  *
  * Docs at Terraform Registry: {@link https://example.invalid/docs/resources/thing#disk Thing#disk}
  */
  readonly disk: ThingDisk;
  /**
  * timeouts block
  *
  * Docs at Terraform Registry: {@link https://example.invalid/docs/resources/thing#timeouts Thing#timeouts}
  */
  readonly timeouts?: ThingTimeouts;
}
export interface ThingEndpoints {
}
export class ThingEndpointsOutputReference extends cdktn.ComplexObject {
  // host - computed: true, optional: false, required: false
  public get host() {
    return this.getStringAttribute('host');
  }
}
export class ThingEndpointsListList extends cdktn.MapList {
}
export class ThingEndpointsList extends cdktn.ComplexList {
}
export interface ThingRule {
  /**
  * Docs at Terraform Registry: {@link https://example.invalid/docs/resources/thing#port Thing#port}
  */
  readonly port?: number;
}
export function thingRuleToHclTerraform(struct?: ThingRule | cdktn.IResolvable): any {
  const attrs = {
    port: {
      value: struct!.port === undefined ? null : cdktn.numberToHclTerraform(struct!.port),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
  };
}
export class ThingRuleOutputReference extends cdktn.ComplexObject {
  // port - computed: true, optional: true, required: false
  private _port?: number; 
  public get port() {
    return this.getNumberAttribute('port');
  }
}
export interface ThingDisk {
  /**
  * Docs at Terraform Registry: {@link https://example.invalid/docs/resources/thing#encrypted Thing#encrypted}
  */
  readonly encrypted?: boolean | cdktn.IResolvable;
  /**
  * disk block
  *
  * Docs at Terraform Registry: {@link https://example.invalid/docs/resources/thing#disk Thing#disk}
  */
  readonly disk?: ThingDisk;
}
export function thingDiskToHclTerraform(struct?: ThingDiskOutputReference | ThingDisk): any {
  const attrs = {
    encrypted: {
      value: cdktn.booleanToHclTerraform(struct!.encrypted),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    disk: {
      value: thingDiskToHclTerraform(struct!.disk),
      isBlock: true,
      type: "list",
      storageClassType: "ThingDiskList",
    },
  };
}
export class ThingDiskOutputReference extends cdktn.ComplexObject {
  // encrypted - computed: false, optional: true, required: false
  private _encrypted?: boolean | cdktn.IResolvable; 
  public get encrypted() {
    return this.getBooleanAttribute('encrypted');
  }
  // disk - computed: false, optional: true, required: false
  private _disk = new ThingDiskOutputReference(this, "disk");
  public get disk() {
    return this._disk;
  }
}
export interface ThingTimeouts {
  /**
  * Docs at Terraform Registry: {@link https://example.invalid/docs/resources/thing#create Thing#create}
  */
  readonly create: string;
}
export class ThingTimeoutsOutputReference extends cdktn.ComplexObject {
  // create - computed: false, optional: false, required: true
  private _create?: string; 
  public get create() {
    return this.getStringAttribute('create');
  }
}
export class Thing extends cdktn.TerraformResource {
  public constructor(scope: Construct, id: string, config: ThingConfig) {
    super(scope, id, {
      terraformResourceType: 'test_thing',
      terraformGeneratorMetadata: {
        providerVersion: '1.2.3',
      },
    });
  }
  // endpoints - computed: true, optional: false, required: false
  private _endpoints = new ThingEndpointsList(this, "endpoints", true);
  public get endpoints() {
    return this._endpoints;
  }
  // groups - computed: true, optional: false, required: false
  private _groups = new ThingEndpointsListList(this, "groups", true);
  public get groups() {
    return this._groups;
  }
  // labels - computed: true, optional: false, required: false
  private _labels = new cdktn.StringMap(this, "labels");
  public get labels() {
    return this._labels;
  }
  // name - computed: false, optional: false, required: true
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  // ports - computed: false, optional: true, required: false
  private _ports?: number[]; 
  public get ports() {
    return cdktn.Token.asNumberList(cdktn.Fn.tolist(this.getNumberListAttribute('ports')));
  }
  // rule - computed: true, optional: true, required: false
  private _rule = new ThingRuleList(this, "rule", true);
  public get rule() {
    return this._rule;
  }
  // definition - computed: false, optional: true, required: false
  private _definition?: any; 
  public get definition() {
    return this.interpolationForAttribute('definition');
  }
  // disk - computed: false, optional: false, required: true
  private _disk = new ThingDiskOutputReference(this, "disk");
  public get disk() {
    return this._disk;
  }
  // timeouts - computed: false, optional: false, required: true
  private _timeouts = new ThingTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      ports: {
        value: cdktn.listMapperHcl(cdktn.numberToHclTerraform, false)(this._ports),
        isBlock: false,
        type: "set",
        storageClassType: "numberList",
      },
      rule: {
        value: cdktn.listMapperHcl(thingRuleToHclTerraform, false)(this._rule.internalValue),
        isBlock: true,
        type: "set",
        storageClassType: "ThingRuleList",
      },
      disk: {
        value: thingDiskToHclTerraform(this._disk.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ThingDiskList",
      },
      timeouts: {
        value: thingTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "ThingTimeouts",
      },
    };
  }
}
