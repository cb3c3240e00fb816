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
  description = "The key that it is encrypted with."
  type        = string
}

variable "settings" {
  description = "Class and number: as the root's variable of the name cache."
  type = object({
    class = string
    nodes = number
  })
}
