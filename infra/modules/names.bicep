// How resources are named: what they are, the prefix, and what makes the name unique to its resource group.

@export()
@description('Of the identity of the app. It is made before everything else, so two entry points must agree on it.')
func identityName(prefix string, unique string) string => 'id-${prefix}-${unique}'

@export()
@description('Of a storage account: 3 to 24 lower-case letters and digits.')
func storageName(prefix string, use string, unique string) string => toLower('st${prefix}${use}${unique}')
