// Roles on one storage account.
import { roleIds, role } from 'role-ids.bicep'

@description('Name of the account.')
param accountName string

@description('Object id of the identity that gets them.')
param principalId string

@description('The roles.')
param roles role[]

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: accountName
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for name in roles: {
    scope: account
    name: guid(account.id, principalId, roleIds[name])
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[name])
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]
