const _=7553,r=[7553],s={97553:((t,o,d)=>{d.d(o,{defaultProvider:()=>e.v6});var e=d(43393)})};export{_ as id,r as ids,s as modules};
