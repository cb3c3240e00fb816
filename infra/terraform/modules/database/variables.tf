variable "name" {
  description = "What everything is called."
  type        = string
}

variable "subnet_ids" {
  description = "Where it stands."
  type        = list(string)
}

variable "security_group_id" {
  description = "Who may speak to it."
  type        = string
}

variable "key_arn" {
  description = "The key that its disk is encrypted with."
  type        = string
}

variable "settings" {
  description = "Class, disk, zones, backups: as the root's variable of the name database."
  type = object({
    class       = string
    storage     = number
    max_storage = number
    two_zones   = bool
    backup_days = number
  })
}

variable "password" {
  description = "Its password. It is sent to Amazon and stands in no state."
  type        = string
  ephemeral   = true
}

variable "password_version" {
  description = "Raised when the password is to become another one."
  type        = number
}
