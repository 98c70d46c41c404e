// What the parts of a workbook are made of, as Azure writes them down. Its numbers have their names here.

func textItem() int => 1
func queryItem() int => 3
func parametersItem() int => 9
func linksItem() int => 11
func groupItem() int => 12
func heatmapFormatter() int => 8
func logsQuery() int => 0
func informationStyle() int => 3
func typedIn() int => 1
func fromList() int => 2
func timeRange() int => 4

@export()
@description('So many hours, in milliseconds.')
func hours(count int) int => count * 3600000

@export()
@description('What a part asks, and how the answer is shown.')
type question = {
  @description('Name of the part, which nobody sees.')
  name: string

  @description('What people read above it.')
  title: string

  @description('A file of ../queries.')
  query: string

  @description('What chart is drawn; left out: a table.')
  chart: ('piechart' | 'barchart' | 'timechart')?

  @description('Of a table: the columns that are coloured.')
  coloured: object[]?

  @description('A time of its own; left out: the chosen time.')
  time: object?
}

@description('A query in the workbook\'s own words: the chosen flows, and steps of time that suit the chosen range.')
func inWorkbook(query string) string =>
  replace(
    replace(
      replace(query, '// filter: flow', '| where "*" in ({Flow}) or tostring(customDimensions.flow) in ({Flow})'),
      'bin(timestamp, 1h)',
      'bin(timestamp, {TimeRange:grain})'
    ),
    'bin(timestamp, 1m)',
    'bin(timestamp, {TimeRange:grain})'
  )

@description('Whom a query is asked of: the component.')
func askedOf(insights string) object => {
  queryType: logsQuery()
  resourceType: 'microsoft.insights/components'
  crossComponentResources: [insights]
}

@description('The time that is chosen at the top, as the context of a query.')
func chosenTime() object => {
  timeContext: { durationMs: 0 }
  timeContextFromParameter: 'TimeRange'
}

@description('What every part has that asks a query of the component.')
func asking(insights string, asked question) object =>
  union(
    askedOf(insights),
    {
      version: 'KqlItem/1.0'
      title: asked.title
      query: inWorkbook(asked.query)
      size: 0
      noDataMessage: 'Nothing of the kind in this time.'
      noDataMessageStyle: informationStyle()
    },
    empty(asked.?time ?? {}) ? chosenTime() : { timeContext: asked.?time }
  )

@export()
@description('A column that is coloured: the higher, the stronger.')
func heat(column string) object => {
  columnMatch: column
  formatter: heatmapFormatter()
  formatOptions: { min: 0, palette: 'orange' }
}

@description('A table as wide as the page.')
func table(insights string, asked question) object => {
  type: queryItem()
  name: asked.name
  content: union(asking(insights, asked), {
    visualization: 'table'
    gridSettings: { filter: true, formatters: asked.?coloured ?? [] }
  })
}

@description('A chart, half as wide as the page.')
func chart(insights string, asked question) object => {
  type: queryItem()
  name: asked.name
  customWidth: '50'
  content: union(asking(insights, asked), { visualization: asked.?chart })
}

@export()
@description('A table or a chart.')
func part(insights string, asked question) object =>
  empty(asked.?chart ?? '') ? table(insights, asked) : chart(insights, asked)

@export()
@description('A table in which a row is chosen: a parameter is set to one of its columns.')
func choice(insights string, asked question, column string, parameter string) object => {
  type: queryItem()
  name: asked.name
  content: union(asking(insights, asked), {
    visualization: 'table'
    gridSettings: { filter: true, rowLimit: 1000 }
    exportFieldName: column
    exportParameterName: parameter
    exportDefaultValue: 'none'
  })
}

@export()
@description('A few words.')
func words(name string, markdown string) object => {
  type: textItem()
  name: name
  content: { json: markdown }
}

@export()
@description('Parameters to choose or to type in.')
func parameters(name string, insights string, list array) object => {
  type: parametersItem()
  name: name
  content: union(askedOf(insights), {
    version: 'KqlParameterItem/1.0'
    style: 'pills'
    parameters: list
  })
}

@export()
@description('The range of time, as a parameter.')
func chosenRange() object => {
  id: '6f3c1f2e-5d0a-4d5c-9a63-1d5a0b8f1c01'
  version: 'KqlParameterItem/1.0'
  name: 'TimeRange'
  label: 'Time'
  type: timeRange()
  isRequired: true
  value: { durationMs: hours(24) }
  typeSettings: {
    allowCustom: true
    selectableValues: [
      { durationMs: hours(1) }
      { durationMs: hours(4) }
      { durationMs: hours(24) }
      { durationMs: hours(48) }
      { durationMs: hours(168) }
      { durationMs: hours(720) }
    ]
  }
}

@export()
@description('The flows that there are, as a parameter: one, several or all.')
func chosenFlows(insights string, flows string) object =>
  union(askedOf(insights), chosenTime(), {
    id: '6f3c1f2e-5d0a-4d5c-9a63-1d5a0b8f1c02'
    version: 'KqlParameterItem/1.0'
    name: 'Flow'
    label: 'Flows'
    type: fromList()
    isRequired: true
    multiSelect: true
    quote: '\''
    delimiter: ','
    query: flows
    typeSettings: { additionalResourceOptions: ['value::all'], selectAllValue: '*', showDefault: false }
    defaultValue: 'value::all'
    value: ['value::all']
  })

@export()
@description('The id of a call, as a parameter that is typed in.')
func typedCall() object => {
  id: '6f3c1f2e-5d0a-4d5c-9a63-1d5a0b8f1c03'
  version: 'KqlParameterItem/1.0'
  name: 'CallId'
  label: 'callId or Graph\'s id'
  type: typedIn()
  isRequired: false
  value: ''
}

@export()
@description('One tab of the row of tabs.')
func link(tab object) object => {
  id: tab.id
  cellValue: 'Tab'
  linkTarget: 'parameter'
  linkLabel: tab.label
  subTarget: tab.name
  style: 'link'
}

@export()
@description('The row of tabs.')
func tabBar(links array) object => {
  type: linksItem()
  name: 'tabs'
  content: { version: 'LinkItem/1.0', style: 'tabs', links: links }
}

@export()
@description('The parts of a tab, shown while it is chosen.')
func group(tab object) object => {
  type: groupItem()
  name: 'tab ${tab.name}'
  conditionalVisibility: { parameterName: 'Tab', comparison: 'isEqualTo', value: tab.name }
  content: { version: 'NotebookGroup/1.0', groupType: 'editable', items: tab.parts }
}
