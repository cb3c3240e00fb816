variable "name" {
  description = "What everything is called."
  type        = string
}

variable "key_arn" {
  description = "The key that they are encrypted with."
  type        = string
}

variable "database_url" {
  description = "The database's address with its password. It is sent to Amazon and stands in no state."
  type        = string
  ephemeral   = true
}

variable "webhook_secret" {
  description = "With what Telegram proves that it is Telegram. It is sent to Amazon and stands in no state."
  type        = string
  ephemeral   = true
}

variable "generated_version" {
  description = "Raised when the two above are to be written anew."
  type        = number
}

variable "redis_url" {
  description = "The cache's address with its password."
  type        = string
  sensitive   = true
}
