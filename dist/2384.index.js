const c=2384,d=[2384],s={12384:((_,e,o)=>{o.d(e,{Q:()=>n});function n(t){return t}})};export{c as id,d as ids,s as modules};
