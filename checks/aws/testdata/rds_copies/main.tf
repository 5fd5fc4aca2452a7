variable "snapshot" {
  type = string
}

variable "snapshot_or_none" {
  type    = string
  default = null
}

# May be restored: nothing can be said.
resource "aws_db_instance" "maybe_restored" {
  engine              = "postgres"
  snapshot_identifier = var.snapshot
}

# Is not restored: the variable has a default.
resource "aws_db_instance" "not_restored" { # want aws-rds-instance-unencrypted "storage_encrypted"
  engine              = "postgres"
  snapshot_identifier = var.snapshot_or_none
}

resource "aws_db_instance" "literal_replica" {
  replicate_source_db = "arn:aws:rds:eu-central-1:123456789012:db:orders"
}

# None is made.
resource "aws_db_instance" "none" {
  count  = 0
  engine = "postgres"
}

# Each is made alike, one of them encrypted.
resource "aws_db_instance" "each" {
  for_each          = { orders = true, ledger = null }
  engine            = "postgres"
  storage_encrypted = each.value # want aws-rds-instance-unencrypted "storage_encrypted"
}
