variable "name" {
  type = string
}

resource "aws_s3_bucket" "this" { # want aws-s3-public-access-not-blocked "no aws_s3_bucket_public_access_block"
  bucket = "acme-${var.name}"
}

output "id" {
  value = aws_s3_bucket.this.id
}
